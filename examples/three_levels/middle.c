/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child in the middle. Its server uses a vka and a simple that ask its own parent, so it serves its
 * children by the same code as a root task. The first grandchild frees everything; while the second holds its
 * grants, this child crashes.
 */
#include "../common/child.h"
#include "../common/parent.h"
#include "../common/child_platform.h"
#include "resources.h"

#include <stdio.h>
#include <stdlib.h>

/* No limits here: this child's own limits apply when it asks its parent. */
static const sel4rpc_limits_t limits = {
    .memory_bytes = SEL4RPC_UNLIMITED,
    .leases = SEL4RPC_UNLIMITED,
    .addresses = {.all = true},
    .objects = {.all = true},
    .irqs = {.all = true},
    .msis = {.all = true},
    .pins = {.all = true},
    .ports = {.all = true},
};

struct middle {
    sel4rpc_child_t child;
    struct platform_child below;
    sel4rpc_parent_t parent;
    sel4rpc_parent_child_t grandchild;
};

static void tell_account(struct middle *middle)
{
    AccountMessage account = {.leases = 0};

    if (sel4rpc_get_account(&middle->child.rpc, &account) != 0) {
        middle->child.failures++;
    }
    child_say(&middle->child, "I hold %u leases, %u KiB of memory", (unsigned)account.leases,
              (unsigned)(account.memory_bytes / 1024));
}

/* Handles the grandchild's own messages: ready, which goes on to our parent, or done. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct middle *middle = data;
    bool is_fault = seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault;
    seL4_Word what = seL4_GetMR(0);
    seL4_Word failures = seL4_GetMR(1);

    (void)server;
    (void)badge;
    (void)answer;
    if (!is_fault && what == SEL4RPC_CHILD_IS_READY) {
        sel4rpc_child_tell_ready(&middle->child);
        return SEL4RPC_NEXT;
    }
    middle->child.failures += is_fault || what != SEL4RPC_CHILD_IS_DONE || failures != 0;
    return SEL4RPC_STOP;
}

/* Runs one grandchild until it is done. */
static void run(struct middle *middle, const char *name)
{
    sel4rpc_parent_t *parent = &middle->parent;

    child_say(&middle->child, "I start %s", name);
    fflush(stdout);
    if (sel4rpc_parent_start(parent, &middle->grandchild, "three-levels-grandchild", name, &limits) != 0) {
        middle->child.failures++;
        sel4rpc_child_finish(&middle->child);
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, middle);
}

static void end(struct middle *middle)
{
    child_expect(&middle->child, "it is done; took back what it had", 0,
                 sel4rpc_parent_end(&middle->parent, &middle->grandchild));
}

int main(int argc, char *argv[])
{
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */
    static struct middle middle;
    sel4rpc_child_t *child = &middle.child;
    sel4rpc_platform_t platform;

    if (sel4rpc_child_init(child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    child_expect(child, "made an allocator", 0,
                 platform_child_init(&middle.below, &platform, &child->rpc, child->next_slot));
    child_expect(child, "made a server", 0, sel4rpc_parent_init_on(&middle.parent, &platform, NULL, NULL));
    sel4rpc_server_on_return(&middle.parent.server, sel4rpc_simple_returned, &middle.below.simple);

    run(&middle, "first");
    tell_account(&middle);
    end(&middle);
    tell_account(&middle);
    run(&middle, "keeper");
    if (child->failures != 0) {
        sel4rpc_child_finish(child);
    }
    child_say(child, "and now I crash");
    fflush(stdout);
    *(volatile int *)nowhere = 1;
    sel4rpc_child_finish(child);
}
