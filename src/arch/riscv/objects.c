/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of RISC-V, 32 and 64 bits.
 */
#include "../../arch.h"

const struct object_type sel4rpc_arch_object_types[] = {
    {seL4_RISCV_4K_Page, seL4_PageBits, seL4_PageBits, 0, true, true},
    {seL4_RISCV_Mega_Page, seL4_LargePageBits, seL4_LargePageBits, 0, true, true},
    {seL4_RISCV_PageTableObject, seL4_PageTableBits, seL4_PageTableBits, 0, false, false},
#ifdef CONFIG_ARCH_RISCV64
    {seL4_RISCV_Giga_Page, seL4_HugePageBits, seL4_HugePageBits, 0, true, true},
#if CONFIG_PT_LEVELS > 3
    {seL4_RISCV_Tera_Page, seL4_TeraPageBits, seL4_TeraPageBits, 0, true, true},
#endif
#endif
};

const size_t sel4rpc_arch_object_type_count =
    sizeof(sel4rpc_arch_object_types) / sizeof(sel4rpc_arch_object_types[0]);
