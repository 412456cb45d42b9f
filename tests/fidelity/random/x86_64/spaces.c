/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging of x86_64.
 */
#include "random/x86/x86.h"

const struct structure_type structure_types[] = {
    {'X', seL4_X86_PDPTObject, X86PDPTMap},
    {'D', seL4_X86_PageDirectoryObject, X86PageDirectoryMap},
    {'P', seL4_X86_PageTableObject, X86PageTableMap},
};
const seL4_Word random_vaddr = 0x10000000000UL;
const seL4_Word kernel_vaddr = 0xffff800000000000UL;

const struct operation mode_operations[] = {
    {"map-directory", 5, X86PageDirectoryMap, 'D', "va", "V"},
    {"unmap-directory", 1, X86PageDirectoryUnmap, 'D', "", ""},
    {"map-pdpt", 4, X86PDPTMap, 'X', "va", "V"},
    {"unmap-pdpt", 1, X86PDPTUnmap, 'X', "", ""},
    {0},
};

const unsigned structure_count = 3;

seL4_Word random_upper_offset(void)
{
    seL4_Word offset;

    if (chance(90)) {
        return 0;
    }
    offset = below(2) * 0x40000000UL;
    return offset + below(2) * 0x8000000000UL;
}
