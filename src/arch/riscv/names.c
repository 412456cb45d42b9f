/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of RISC-V's object types. Types that this kernel is not built with are left out.
 */
#include "arch/names.h"

const char *const srpc_object_names[] = {
    KERNEL_OBJECT_NAMES,
    [seL4_RISCV_4K_Page] = "frame",
    [seL4_RISCV_Mega_Page] = "frame",
    [seL4_RISCV_PageTableObject] = "page table",
#ifdef CONFIG_ARCH_RISCV64
    [seL4_RISCV_Giga_Page] = "frame",
#if CONFIG_PT_LEVELS > 3
    [seL4_RISCV_Tera_Page] = "frame",
#endif
#endif
};

const size_t srpc_object_name_count = sizeof(srpc_object_names) / sizeof(srpc_object_names[0]);
