/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of Arm's object types. 32 and 64 bits.
 */
#include "arch/names.h"

const char *const srpc_object_names[] = {
    KERNEL_OBJECT_NAMES,
    [seL4_ARM_SmallPageObject] = "frame",
    [seL4_ARM_LargePageObject] = "frame",
    [seL4_ARM_PageTableObject] = "page table",
#ifdef CONFIG_ARCH_AARCH32
    [seL4_ARM_SectionObject] = "frame",
    [seL4_ARM_SuperSectionObject] = "frame",
    [seL4_ARM_PageDirectoryObject] = "page directory",
#else
    [seL4_ARM_HugePageObject] = "frame",
    [seL4_ARM_VSpaceObject] = "VSpace",
#endif
#ifdef CONFIG_ARM_HYPERVISOR_SUPPORT
    [seL4_ARM_VCPUObject] = "VCPU",
#endif
#ifdef CONFIG_TK1_SMMU
    [seL4_ARM_IOPageTableObject] = "I/O page table",
#endif
};

const size_t srpc_object_name_count = sizeof(srpc_object_names) / sizeof(srpc_object_names[0]);
