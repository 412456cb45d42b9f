/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where a page can be mapped on Arm: over another page too. Pages and VSpaces have methods for the caches,
 * which have no effect here.
 */
#include "kernel/memory/frame.h"

#include "arch.h"

static abi_word decode_place(struct invocation *invocation, struct kernel_vspace **vspace)
{
    const struct capability *frame = &invocation->slot->capability;
    const struct capability *root = &invocation->caps[0]->capability;
    abi_word vaddr = invocation->mr[0], size = (abi_word)1 << frame->bits;

    if (root->type != CAPABILITY_VSPACE || root->asid == 0) {
        return refuse_capability(invocation, 1);
    }
    if ((vaddr & (size - 1)) != 0) {
        return ABI_ALIGNMENT_ERROR;
    }
    if (frame->asid != 0 && frame->asid != root->asid) {
        return refuse_capability(invocation, 1);
    }
    if (frame->asid != 0 && frame->vaddr != vaddr) {
        return refuse_argument(invocation, 0);
    }
    return vspace_decode(invocation, vaddr, size, vspace);
}

abi_word page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry)
{
    abi_word error = decode_place(invocation, vspace);

    return error == ABI_NO_ERROR
               ? vspace_decode_entry(invocation, *vspace, level_covering(invocation->slot->capability.bits),
                                     entry)
               : error;
}

static bool is_writable(const struct capability *frame, struct kernel_vspace *vspace)
{
    unsigned missing;
    const struct entry *entry = vspace_find(vspace, frame->vaddr, level_covering(frame->bits), &missing);

    return entry != NULL && entry->writable;
}

/* Mapped pages only; to invalidate, as it loses what was written, writable ones. The range is relative to the
 * page's start. */
abi_word page_flush(struct invocation *invocation)
{
    const struct capability *frame = &invocation->slot->capability;
    abi_word start = invocation->mr[0], end = invocation->mr[1], size = (abi_word)1 << frame->bits;

    if (frame->asid == 0) {
        return ABI_ILLEGAL_OPERATION;
    }
    struct kernel_vspace *vspace = vspace_with(invocation->kernel, frame->asid);
    if (vspace == NULL) {
        struct lookup_failure failure;
        cspace_invalid_root(&failure);
        return refuse_lookup(invocation, false, &failure);
    }
    if (invocation->label == ABI_PAGE_INVALIDATE && !is_writable(frame, vspace)) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (end <= start) {
        return refuse_argument(invocation, 1);
    }
    return start >= size || end > size ? refuse_argument(invocation, 0) : ABI_NO_ERROR;
}

/* The range must not cross the end of the page that its start is in; where no page is, nothing is done. */
static abi_word check_page(struct invocation *invocation, struct kernel_vspace *vspace)
{
    abi_word start = invocation->mr[0], end = invocation->mr[1];

    for (unsigned level = 0; level < ABI_TABLE_LEVELS; level++) {
        unsigned missing;
        const struct entry *entry = vspace_find(vspace, start, level, &missing);
        abi_word last = start | (((abi_word)1 << level_bits(level)) - 1);
        if (entry != NULL && entry->object != NULL && is_frame(entry->object)) {
            return end - 1 > last ? refuse_range(invocation, start, last) : ABI_NO_ERROR;
        }
    }
    return ABI_NO_ERROR;
}

abi_word vspace_flush(struct invocation *invocation)
{
    const struct capability *root = &invocation->slot->capability;
    struct kernel_vspace *vspace = root->asid != 0 ? vspace_with(invocation->kernel, root->asid) : NULL;

    if (invocation->mr[1] <= invocation->mr[0]) {
        return refuse_argument(invocation, 1);
    }
    if (invocation->mr[1] > ABI_USER_TOP) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (root->asid == 0) {
        return refuse_capability(invocation, 0);
    }
    if (vspace == NULL) {
        struct lookup_failure failure;
        cspace_invalid_root(&failure);
        return refuse_lookup(invocation, false, &failure);
    }
    return vspace == capability_vspace(root) ? check_page(invocation, vspace)
                                             : refuse_capability(invocation, 0);
}
