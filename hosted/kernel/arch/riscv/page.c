/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where a page can be mapped on RISC-V: never over another. The address space comes first, and the entry is
 * looked up before it is checked whether the page is mapped elsewhere. A VSpace is a page table.
 */
#include "kernel/memory/vspace.h"

bool page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry)
{
    const struct capability *frame = &invocation->slot->capability;
    abi_word vaddr = invocation->mr[0], size = (abi_word)1 << frame->bits;

    if (!vspace_decode(invocation, 0, 0, vspace)) {
        return false;
    }
    if (vaddr > ABI_USER_TOP - size) {
        return refuse_argument(invocation, 0);
    }
    if ((vaddr & (size - 1)) != 0) {
        return refuse(invocation, ABI_ALIGNMENT_ERROR);
    }
    if (!vspace_decode_entry(invocation, *vspace, level_covering(frame->bits), entry)) {
        return false;
    }
    if (frame->asid == 0) {
        return (*entry)->object == NULL || refuse(invocation, ABI_DELETE_FIRST);
    }
    if (frame->asid != invocation->caps[0]->capability.asid) {
        return refuse_capability(invocation, 1);
    }
    return frame->vaddr == vaddr || refuse_argument(invocation, 0);
}

const struct method frame_methods[] = {FRAME_METHODS, {0}};

const struct method vspace_methods[] = {
    {ABI_PAGE_TABLE_MAP, 2, 1, table_map},
    {ABI_PAGE_TABLE_UNMAP, 0, 0, table_unmap},
    {0},
};
