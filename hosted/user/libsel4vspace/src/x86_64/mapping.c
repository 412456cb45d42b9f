/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of x86_64.
 */
#include <vspace/mapping.h>

static seL4_Error map_page_table(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr, seL4_Word attr)
{
    return seL4_X86_PageTable_Map(cap, vspace_root, vaddr, (seL4_X86_VMAttributes)attr);
}

static seL4_Error map_page_directory(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr, seL4_Word attr)
{
    return seL4_X86_PageDirectory_Map(cap, vspace_root, vaddr, (seL4_X86_VMAttributes)attr);
}

static seL4_Error map_pdpt(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr, seL4_Word attr)
{
    return seL4_X86_PDPT_Map(cap, vspace_root, vaddr, (seL4_X86_VMAttributes)attr);
}

int vspace_get_map_obj(seL4_Word failed_bits, vspace_map_obj_t *obj)
{
    switch (failed_bits) {
    case SEL4_MAPPING_LOOKUP_NO_PT:
        *obj = (vspace_map_obj_t){seL4_X86_PageTableObject, seL4_PageTableBits, map_page_table};
        return 0;
    case SEL4_MAPPING_LOOKUP_NO_PD:
        *obj = (vspace_map_obj_t){seL4_X86_PageDirectoryObject, seL4_PageDirBits, map_page_directory};
        return 0;
    case SEL4_MAPPING_LOOKUP_NO_PDPT:
        *obj = (vspace_map_obj_t){seL4_X86_PDPTObject, seL4_PDPTBits, map_pdpt};
        return 0;
    default:
        return EINVAL;
    }
}
