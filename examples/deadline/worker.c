/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that takes memory for its work. The worker called "quick" frees it when the work is done. Another
 * one waits for somebody who never comes, and would keep it forever.
 */
#include "../common/child.h"

#include <stdlib.h>
#include <string.h>
#include <vspace/page.h>

#define FRAMES 3

struct work {
    sel4rpc_child_t child;
    sel4rpc_memory_t frames[FRAMES];
    sel4rpc_memory_t large;
};

static int take_memory(struct work *work)
{
    sel4rpc_client_t *rpc = &work->child.rpc;
    int error = sel4rpc_alloc_memory(rpc, seL4_UntypedObject, 16, sel4rpc_child_take_slot(&work->child),
                                     &work->large);

    for (unsigned i = 0; error == 0 && i < FRAMES; i++) {
        error = sel4rpc_alloc_memory(rpc, seL4_ARCH_4KPage, seL4_PageBits,
                                     sel4rpc_child_take_slot(&work->child), &work->frames[i]);
    }
    return error;
}

static int free_memory(struct work *work)
{
    int error = sel4rpc_free_memory(&work->child.rpc, &work->large);

    for (unsigned i = 0; error == 0 && i < FRAMES; i++) {
        error = sel4rpc_free_memory(&work->child.rpc, &work->frames[i]);
    }
    return error;
}

int main(int argc, char *argv[])
{
    struct work work;
    sel4rpc_child_t *child = &work.child;

    if (sel4rpc_child_init(child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    child_expect(child, "asked for 64 KiB and three frames", 0, take_memory(&work));
    child_say(child, "I begin to work");
    sel4rpc_child_tell_ready(child);
    if (strcmp(child->name, "quick") != 0) {
        seL4_Wait(child->given, NULL); /* nobody signals it */
    }
    child_expect(child, "I am ready; freed everything", 0, free_memory(&work));
    sel4rpc_child_finish(child);
}
