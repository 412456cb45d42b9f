/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The structures below a PML4 of x86_64.
 */
#include "directed/levels.h"

const struct level levels[] = {
    {"pdpt", seL4_X86_PDPTObject, X86PDPTMap, X86PDPTUnmap, 0x8000000000UL},
    {"pd", seL4_X86_PageDirectoryObject, X86PageDirectoryMap, X86PageDirectoryUnmap, 0x40000000UL},
    {"pt", seL4_X86_PageTableObject, X86PageTableMap, X86PageTableUnmap, 0x200000UL},
};
const unsigned level_count = sizeof(levels) / sizeof(*levels);

const seL4_Word test_vaddr = 0x10000000000UL;
const seL4_Word kernel_address = 0xffff800000000000UL;
const seL4_Word hole_address = 0x800000000000UL;
