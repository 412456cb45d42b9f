/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of RISC-V, 32 and 64 bits, and its cores.
 */
#include "arch/arch.h"

const struct object_type srpc_object_types[] = {
    KERNEL_OBJECT_TYPES,
    [seL4_RISCV_4K_Page] = FIXED_SIZE(seL4_PageBits, true, true),
    [seL4_RISCV_Mega_Page] = FIXED_SIZE(seL4_LargePageBits, true, true),
    [seL4_RISCV_PageTableObject] = FIXED_SIZE(seL4_PageTableBits, false, false),
#ifdef CONFIG_ARCH_RISCV64
    [seL4_RISCV_Giga_Page] = FIXED_SIZE(seL4_HugePageBits, true, true),
#if CONFIG_PT_LEVELS > 3
    [seL4_RISCV_Tera_Page] = FIXED_SIZE(seL4_TeraPageBits, true, true),
#endif
#endif
};

const size_t srpc_object_type_count = sizeof(srpc_object_types) / sizeof(srpc_object_types[0]);

const unsigned srpc_target_cores = 1; /* seL4 has no call to choose one */
