/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Why a capability did not arrive: the slot.
 */
#include <sel4rpc/client.h>

/* Copies the slot to itself. The kernel looks at the destination first, which must be empty; then the source
 * is, too. */
int sel4rpc_check_slot(sel4rpc_slot_t slot)
{
    if (slot.root == 0) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    if (slot.depth > seL4_WordBits) { /* the kernel would see its lowest eight bits only */
        return seL4_RangeError;
    }
    seL4_Uint8 depth = (seL4_Uint8)slot.depth;
    seL4_Error error =
        seL4_CNode_Copy(slot.root, slot.index, depth, slot.root, slot.index, depth, seL4_NoRights);
    bool is_about_source = error == seL4_FailedLookup && seL4_GetMR(0) == 1;

    return is_about_source ? 0 : (int)error;
}
