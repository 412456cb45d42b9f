/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's side of <sel4rpc/parent.h>: a client of its parent, empty slots, and the reports that it is
 * ready or done.
 *
 * A child relies on the CSpace layout of sel4utils: its CNode is in SEL4UTILS_CNODE_SLOT, and all slots are
 * empty from the one that its parent names. sel4rpc_child_tell_ready() and sel4rpc_child_finish() overwrite
 * the message registers.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What a child reports to its parent: MR0 of a message with label 0. The parent does not reply. READY: the
 * child has what it needs for now. DONE: it has finished; MR1 is its number of failures.
 */
#define SEL4RPC_CHILD_IS_READY ((seL4_Word)0x4ead)
#define SEL4RPC_CHILD_IS_DONE ((seL4_Word)0xd04e)

/* A child. sel4rpc_child_init() writes it; `failures` is yours. */
typedef struct sel4rpc_child {
    const char *name;     /* the name that the parent gave it, argv[0] */
    sel4rpc_client_t rpc; /* sends requests to the parent */
    seL4_CPtr next_slot;  /* the first empty slot */
    seL4_CPtr given;      /* the slot of the capability from sel4rpc_parent_start_with(); 0 for none */
    int failures;         /* yours to count; sel4rpc_child_finish() reports it */
} sel4rpc_child_t;

/*
 * Initialises a child from the arguments that sel4rpc_parent_start() passes to main().
 *
 * child: out. argc, argv: as in main(); the strings stay yours and must stay valid while child is used.
 *
 * Returns 0; -1 after logging what is wrong with the arguments. Never blocks, makes no kernel call.
 */
int sel4rpc_child_init(sel4rpc_child_t *child, int argc, char *argv[]) __attribute__((warn_unused_result));

/*
 * Takes the next empty slot.
 *
 * child: in and out; its next_slot advances.
 *
 * Returns the slot; it is yours, and never taken again. The CSpace has 2^child_cnode_bits slots (see
 * sel4rpc_parent_t); beyond the last one the kernel refuses the slot when you use it. Never blocks, makes no
 * kernel call.
 */
sel4rpc_slot_t sel4rpc_child_take_slot(sel4rpc_child_t *child);

/*
 * Flushes standard output, then tells the parent that the child is ready. Blocks until the parent receives.
 * Overwrites the message registers.
 */
void sel4rpc_child_tell_ready(const sel4rpc_child_t *child);

/*
 * Flushes standard output, then tells the parent that the child is done, with child->failures. Never returns:
 * it blocks until the parent ends the child. Overwrites the message registers.
 */
void sel4rpc_child_finish(sel4rpc_child_t *child) __attribute__((noreturn));

#ifdef __cplusplus
}
#endif
