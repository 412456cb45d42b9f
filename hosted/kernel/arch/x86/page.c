/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where a page can be mapped on x86: over another page, but not over a paging structure.
 */
#include "kernel/memory/frame.h"

/* A frame that is mapped can be mapped again only where it is. */
static abi_word decode_place(struct invocation *invocation, struct kernel_vspace **vspace)
{
    const struct capability *frame = &invocation->slot->capability;
    const struct capability *root = &invocation->caps[0]->capability;
    abi_word size = (abi_word)1 << frame->bits;

    if (frame->asid != 0 && root->type == CAPABILITY_VSPACE && root->asid != 0) {
        if (frame->asid != root->asid) {
            return refuse_capability(invocation, 1);
        }
        if (frame->vaddr != invocation->mr[0]) {
            return refuse_argument(invocation, 0);
        }
    }
    abi_word error = vspace_decode(invocation, invocation->mr[0], size, vspace);
    if (error == ABI_NO_ERROR && (invocation->mr[0] & (size - 1)) != 0) {
        return ABI_ALIGNMENT_ERROR;
    }
    return error;
}

abi_word page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry)
{
    unsigned level = level_covering(invocation->slot->capability.bits);
    abi_word error = decode_place(invocation, vspace);

    if (error == ABI_NO_ERROR) {
        error = vspace_decode_entry(invocation, *vspace, level, entry);
    }
    if (error == ABI_NO_ERROR && (*entry)->object != NULL && !is_frame((*entry)->object)) {
        return ABI_DELETE_FIRST;
    }
    return error;
}
