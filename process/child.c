/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's side of a process: reads its arguments, counts its slots, and reports to its parent. See
 * <sel4rpc/child.h>.
 */
#include <sel4rpc/child.h>

#include <errno.h>
#include <sel4utils/process.h>
#include <stdio.h>
#include <stdlib.h>
#include <utils/util.h>

enum { NAME, ENDPOINT, FIRST_SLOT, GIVEN, ARGUMENTS };

/* Reads a slot number. Returns false if the text is not a number. */
static bool get_slot(const char *text, seL4_CPtr *slot)
{
    char *end;

    errno = 0;
    *slot = strtoul(text, &end, 0);
    return errno == 0 && end != text && *end == '\0';
}

int sel4rpc_child_init(sel4rpc_child_t *child, int argc, char *argv[])
{
    seL4_CPtr endpoint;

    *child = (sel4rpc_child_t){0};
    if (argc != ARGUMENTS || !get_slot(argv[ENDPOINT], &endpoint) ||
        !get_slot(argv[FIRST_SLOT], &child->next_slot) || !get_slot(argv[GIVEN], &child->given)) {
        ZF_LOGE(
            "a child needs four arguments: its name, the slots of its endpoint, of the first empty one, and "
            "of what else it was given");
        return -1;
    }
    child->name = argv[NAME];
    sel4rpc_client_init(&child->rpc, endpoint);
    return 0;
}

sel4rpc_slot_t sel4rpc_child_take_slot(sel4rpc_child_t *child)
{
    return (sel4rpc_slot_t){SEL4UTILS_CNODE_SLOT, child->next_slot++, seL4_WordBits};
}

void sel4rpc_child_tell_ready(const sel4rpc_child_t *child)
{
    fflush(stdout);
    seL4_SetMR(0, SEL4RPC_CHILD_IS_READY);
    seL4_Send(child->rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, 1));
}

void sel4rpc_child_finish(sel4rpc_child_t *child)
{
    fflush(stdout);
    seL4_SetMR(0, SEL4RPC_CHILD_IS_DONE);
    seL4_SetMR(1, (seL4_Word)child->failures);
    seL4_Call(child->rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, 2));
    exit(EXIT_FAILURE); /* the parent never answers */
}
