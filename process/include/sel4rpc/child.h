/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's side of <sel4rpc/parent.h>: a client of its parent, empty slots, and saying that it is done.
 *
 * A child relies on the CSpace layout of sel4utils: its CNode is in SEL4UTILS_CNODE_SLOT, and slots are empty
 * from the one on that its parent names. Kernel calls overwrite the message registers.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What a child tells its parent beside requests: a message of label 0 whose MR0 is one of these. The parent
 * answers neither. READY: it has what it wants for now. DONE: it is finished; MR1 is its number of failures.
 */
#define SEL4RPC_CHILD_IS_READY ((seL4_Word)0x4ead)
#define SEL4RPC_CHILD_IS_DONE ((seL4_Word)0xd04e)

typedef struct sel4rpc_child {
    const char *name;     /* what the parent called it; argv[0] */
    sel4rpc_client_t rpc; /* asks the parent */
    seL4_CPtr next_slot;  /* the first empty slot of the CSpace */
    seL4_CPtr given;      /* the slot of what the parent gave it beside the endpoint; 0 for nothing */
    int failures;         /* the child's own count, which sel4rpc_child_finish() reports */
} sel4rpc_child_t;

/*
 * Makes the child from what sel4rpc_parent_start() passes to main().
 *
 * child: out. argc, argv: main()'s; the strings have to stand as long as the child is used.
 *
 * Returns 0; or -1 after logging what is wrong with the arguments. Never blocks.
 */
int sel4rpc_child_init(sel4rpc_child_t *child, int argc, char *argv[]) __attribute__((warn_unused_result));

/*
 * Takes the next empty slot. The CSpace has as many as the parent's child_cnode_bits say; a slot beyond them
 * does not exist, and a request for it is refused by the kernel. Never blocks.
 */
sel4rpc_slot_t sel4rpc_child_take_slot(sel4rpc_child_t *child);

/* Flushes standard output and tells the parent that the child is ready. Blocks until the parent receives. */
void sel4rpc_child_tell_ready(const sel4rpc_child_t *child);

/*
 * Flushes standard output and tells the parent that the child is done, with child->failures. Never returns:
 * the parent ends the child.
 */
void sel4rpc_child_finish(sel4rpc_child_t *child) __attribute__((noreturn));

#ifdef __cplusplus
}
#endif
