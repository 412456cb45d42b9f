/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of Arm, 32 and 64 bits, and its cores.
 */
#include "arch/arch.h"

const struct object_type srpc_object_types[] = {
    KERNEL_OBJECT_TYPES,
    [seL4_ARM_SmallPageObject] = FIXED_SIZE(seL4_PageBits, true, true),
    [seL4_ARM_LargePageObject] = FIXED_SIZE(seL4_LargePageBits, true, true),
    [seL4_ARM_PageTableObject] = FIXED_SIZE(seL4_PageTableBits, false, false),
#ifdef CONFIG_ARCH_AARCH32
    [seL4_ARM_SectionObject] = FIXED_SIZE(seL4_SectionBits, true, true),
    [seL4_ARM_SuperSectionObject] = FIXED_SIZE(seL4_SuperSectionBits, true, true),
    [seL4_ARM_PageDirectoryObject] = FIXED_SIZE(seL4_PageDirBits, false, false),
#else
    [seL4_ARM_HugePageObject] = FIXED_SIZE(seL4_HugePageBits, true, true),
    [seL4_ARM_VSpaceObject] = FIXED_SIZE(seL4_VSpaceBits, false, false),
#endif
#ifdef CONFIG_ARM_HYPERVISOR_SUPPORT
    [seL4_ARM_VCPUObject] = FIXED_SIZE(seL4_ARM_VCPUBits, false, true),
#endif
#ifdef CONFIG_TK1_SMMU
    [seL4_ARM_IOPageTableObject] = FIXED_SIZE(seL4_IOPageTableBits, false, false),
#endif
};

const size_t srpc_object_type_count = sizeof(srpc_object_types) / sizeof(srpc_object_types[0]);

const unsigned srpc_target_cores = CONFIG_MAX_NUM_NODES;
