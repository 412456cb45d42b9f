/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging of ia32.
 */
#include "random/x86/x86.h"

const struct structure_type structure_types[] = {{'P', seL4_X86_PageTableObject, X86PageTableMap}};
const seL4_Word random_vaddr = 0x40000000UL;
const seL4_Word kernel_vaddr = 0xf0000000UL;

const struct operation mode_operations[] = {
    {0},
};

const unsigned structure_count = 1;

seL4_Word random_upper_offset(void)
{
    return 0;
}
