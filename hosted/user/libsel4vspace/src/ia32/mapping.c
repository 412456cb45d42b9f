/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structure of ia32.
 */
#include <vspace/mapping.h>

static seL4_Error map_page_table(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr, seL4_Word attr)
{
    return seL4_X86_PageTable_Map(cap, vspace_root, vaddr, (seL4_X86_VMAttributes)attr);
}

int vspace_get_map_obj(seL4_Word failed_bits, vspace_map_obj_t *obj)
{
    if (failed_bits != SEL4_MAPPING_LOOKUP_NO_PT) {
        return EINVAL;
    }
    *obj = (vspace_map_obj_t){seL4_X86_PageTableObject, seL4_PageTableBits, map_page_table};
    return 0;
}
