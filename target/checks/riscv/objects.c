/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of objects of RISC-V.
 */
#include "../parts.h"

const struct object_row arch_objects[] = {
    {"a page", seL4_RISCV_4K_Page, seL4_PageBits, 0},
    {"a large page", seL4_RISCV_Mega_Page, seL4_LargePageBits, 0},
    {"a page table", seL4_RISCV_PageTableObject, seL4_PageTableBits, seL4_IllegalOperation},
};
const size_t arch_object_count = sizeof(arch_objects) / sizeof(arch_objects[0]);
