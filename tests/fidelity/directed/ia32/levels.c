/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The structures below a page directory of ia32. It has no address that is not canonical.
 */
#include "directed/levels.h"

const struct level levels[] = {
    {"pt", seL4_X86_PageTableObject, X86PageTableMap, X86PageTableUnmap, 0x400000UL},
};
const unsigned level_count = sizeof(levels) / sizeof(*levels);

const seL4_Word test_vaddr = 0x40000000UL;
const seL4_Word kernel_address = 0xf0000000UL;
const seL4_Word hole_address = 0xf8000000UL;
