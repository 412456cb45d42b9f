/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where a page can be mapped on Arm: over another page too. Pages and VSpaces have methods for the caches,
 * which have no effect here.
 */
#include "kernel/memory/vspace.h"

bool page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry)
{
    const struct capability *frame = &invocation->slot->capability;
    const struct capability *root = &invocation->caps[0]->capability;
    abi_word vaddr = invocation->mr[0], size = (abi_word)1 << frame->bits;

    if (root->type != CAPABILITY_VSPACE || root->asid == 0) {
        return refuse_capability(invocation, 1);
    }
    if ((vaddr & (size - 1)) != 0) {
        return refuse(invocation, ABI_ALIGNMENT_ERROR);
    }
    if (frame->asid != 0 && frame->asid != root->asid) {
        return refuse_capability(invocation, 1);
    }
    if (frame->asid != 0 && frame->vaddr != vaddr) {
        return refuse_argument(invocation, 0);
    }
    return vspace_decode(invocation, vaddr, size, vspace) &&
           vspace_decode_entry(invocation, *vspace, level_covering(frame->bits), entry);
}

static bool is_writable(const struct capability *frame, struct kernel_vspace *vspace)
{
    const struct entry *entry = vspace_find(vspace, frame->vaddr, level_covering(frame->bits));

    return entry != NULL && entry->writable;
}

/* Mapped pages only; to invalidate, as it loses what was written, writable ones. The range is relative to the
 * page's start. */
static bool flush_page(struct invocation *invocation)
{
    const struct capability *frame = &invocation->slot->capability;
    abi_word start = invocation->mr[0], end = invocation->mr[1], size = (abi_word)1 << frame->bits;
    struct kernel_vspace *vspace = vspace_with(invocation->kernel, frame->asid);

    if (frame->asid == 0) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (vspace == NULL) {
        return refuse_invalid_root(invocation);
    }
    if (invocation->label == ABI_PAGE_INVALIDATE && !is_writable(frame, vspace)) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (end <= start) {
        return refuse_argument(invocation, 1);
    }
    return (start < size && end <= size) || refuse_argument(invocation, 0);
}

/* The range must not cross the end of the page that its start is in; where no page is, nothing is done. */
static bool check_page(struct invocation *invocation, struct kernel_vspace *vspace)
{
    abi_word start = invocation->mr[0], end = invocation->mr[1];

    for (unsigned level = 0; level < ABI_TABLE_LEVELS; level++) {
        const struct entry *entry = vspace_find(vspace, start, level);
        abi_word last = start | (((abi_word)1 << level_bits(level)) - 1);
        if (entry != NULL && entry->object != NULL && is_frame(entry->object)) {
            return end - 1 <= last || refuse_range(invocation, start, last);
        }
    }
    return true;
}

static bool flush_vspace(struct invocation *invocation)
{
    const struct capability *root = &invocation->slot->capability;
    struct kernel_vspace *vspace = vspace_with(invocation->kernel, root->asid);

    if (invocation->mr[1] <= invocation->mr[0]) {
        return refuse_argument(invocation, 1);
    }
    if (invocation->mr[1] > ABI_USER_TOP) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (root->asid == 0) {
        return refuse_capability(invocation, 0);
    }
    if (vspace == NULL) {
        return refuse_invalid_root(invocation);
    }
    return vspace == root->vspace ? check_page(invocation, vspace) : refuse_capability(invocation, 0);
}

const struct method frame_methods[] = {
    FRAME_METHODS,
    {ABI_PAGE_FLUSH, 2, 0, flush_page},
    {ABI_PAGE_INVALIDATE, 2, 0, flush_page},
    {ABI_PAGE_FLUSH + 2, 2, 0, flush_page},
    {ABI_PAGE_FLUSH_LAST, 2, 0, flush_page},
    {0},
};

const struct method vspace_methods[] = {
    {ABI_VSPACE_FLUSH, 2, 0, flush_vspace},
    {ABI_VSPACE_FLUSH + 1, 2, 0, flush_vspace},
    {ABI_VSPACE_FLUSH + 2, 2, 0, flush_vspace},
    {ABI_VSPACE_FLUSH_LAST, 2, 0, flush_vspace},
    {0},
};
