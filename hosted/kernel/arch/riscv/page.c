/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where a page can be mapped on RISC-V: never over another. The address space comes first, and the entry is
 * looked up before it is checked whether the page is mapped elsewhere.
 */
#include "kernel/memory/frame.h"

abi_word page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry)
{
    const struct capability *frame = &invocation->slot->capability;
    abi_word vaddr = invocation->mr[0], size = (abi_word)1 << frame->bits;
    abi_word error = vspace_decode(invocation, 0, 0, vspace);

    if (error == ABI_NO_ERROR && vaddr > ABI_USER_TOP - size) {
        return refuse_argument(invocation, 0);
    }
    if (error == ABI_NO_ERROR && (vaddr & (size - 1)) != 0) {
        return ABI_ALIGNMENT_ERROR;
    }
    if (error == ABI_NO_ERROR) {
        error = vspace_decode_entry(invocation, *vspace, level_covering(frame->bits), entry);
    }
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (frame->asid == 0) {
        return (*entry)->object != NULL ? ABI_DELETE_FIRST : ABI_NO_ERROR;
    }
    if (frame->asid != invocation->caps[0]->capability.asid) {
        return refuse_capability(invocation, 1);
    }
    return frame->vaddr != vaddr ? refuse_argument(invocation, 0) : ABI_NO_ERROR;
}
