/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where a page can be mapped on x86: over another page, but not over a paging structure.
 */
#include "kernel/memory/vspace.h"

bool page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry)
{
    const struct capability *frame = &invocation->slot->capability;
    const struct capability *root = &invocation->caps[0]->capability;
    abi_word vaddr = invocation->mr[0], size = (abi_word)1 << frame->bits;

    /* A frame that is mapped can be mapped again only where it is. */
    if (frame->asid != 0 && root->type == CAPABILITY_VSPACE && root->asid != 0) {
        if (frame->asid != root->asid) {
            return refuse_capability(invocation, 1);
        }
        if (frame->vaddr != vaddr) {
            return refuse_argument(invocation, 0);
        }
    }
    if (!vspace_decode(invocation, vaddr, size, vspace)) {
        return false;
    }
    if ((vaddr & (size - 1)) != 0) {
        return refuse(invocation, ABI_ALIGNMENT_ERROR);
    }
    if (!vspace_decode_entry(invocation, *vspace, level_covering(frame->bits), entry)) {
        return false;
    }
    return (*entry)->object == NULL || is_frame((*entry)->object) || refuse(invocation, ABI_DELETE_FIRST);
}

const struct method frame_methods[] = {FRAME_METHODS, {0}};

const struct method vspace_methods[] = {{0}};
