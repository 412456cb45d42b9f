/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The page tables of 64-bit RISC-V (Sv39), all of one kind.
 */
#include "directed/levels.h"

const struct level levels[] = {
    {"pt1", TABLE_OBJECT, TABLE_MAP, TABLE_UNMAP, 0x40000000UL},
    {"pt", TABLE_OBJECT, TABLE_MAP, TABLE_UNMAP, 0x200000UL},
};
const unsigned level_count = sizeof(levels) / sizeof(*levels);

const seL4_Word test_vaddr = 0x1000000000UL;
const seL4_Word kernel_address = 0xffffff8000000000UL;
const seL4_Word hole_address = 0x800000000000UL;
