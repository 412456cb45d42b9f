/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures of one kind, as Arm and RISC-V have them.
 */
#include <vspace/mapping.h>

static seL4_Error map_page_table(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr, seL4_Word attr)
{
    return seL4_ARCH_PageTable_Map(cap, vspace_root, vaddr, (seL4_ARCH_VMAttributes)attr);
}

/* A table of any level but a page's own. */
int vspace_get_map_obj(seL4_Word failed_bits, vspace_map_obj_t *obj)
{
    if (failed_bits < seL4_LargePageBits || failed_bits >= seL4_WordBits - 1 ||
        ((seL4_Word)1 << failed_bits) >= seL4_UserTop ||
        (failed_bits - seL4_PageBits) % seL4_PageTableIndexBits != 0) {
        return EINVAL;
    }
    *obj = (vspace_map_obj_t){seL4_ARCH_PageTableObject, seL4_PageTableBits, map_page_table};
    return 0;
}
