/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client of the passive server.
 */
#include "../../../examples/common/child.h"
#include "passive.h"

#include <stdlib.h>
#include <vspace/arch/page.h>

#define FRAMES 8

static void use(sel4rpc_child_t *child, sel4rpc_client_t *service)
{
    sel4rpc_memory_t frames[FRAMES];
    sel4rpc_memory_t large;
    AccountMessage account = {.leases = 0};

    for (unsigned i = 0; i < FRAMES; i++) {
        child_expect(child, "asked for a frame", 0,
                     sel4rpc_alloc_memory(service, seL4_ARCH_4KPage, seL4_PageBits,
                                          sel4rpc_child_take_slot(child), &frames[i]));
    }
    child_expect(child, "asked for more than a chunk", 0,
                 sel4rpc_alloc_memory(service, seL4_UntypedObject, PASSIVE_CHUNK_BITS + 1,
                                      sel4rpc_child_take_slot(child), &large));
    child_expect(child, "asked for a size that is none", seL4_RangeError,
                 sel4rpc_alloc_memory(service, seL4_UntypedObject, seL4_WordBits,
                                      sel4rpc_child_take_slot(child), &large));
    child_expect(child, "asked what I hold", 0, sel4rpc_get_account(service, &account));
    child->failures += account.leases != FRAMES + 1;
    for (unsigned i = 0; i < FRAMES; i++) {
        child_expect(child, "freed a frame", 0, sel4rpc_free_memory(service, &frames[i]));
    }
}

int main(int argc, char *argv[])
{
    static sel4rpc_child_t child;
    sel4rpc_client_t service;
    VersionMessage version;

    if (sel4rpc_child_init(&child, argc, argv) != 0 || sel4rpc_client_init(&service, child.given) != 0) {
        return EXIT_FAILURE;
    }
    child_expect(&child, "probed the server", 0, sel4rpc_probe(&service, &version));
    sel4rpc_child_tell_ready(&child);
    child_expect(&child, "probed the parent", 0, sel4rpc_probe(&child.rpc, &version)); /* it has seen to it */
    use(&child, &service);
    sel4rpc_child_finish(&child);
}
