/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of Arm, 32 and 64 bits.
 */
#include "../../arch.h"

const struct object_type sel4rpc_arch_object_types[] = {
    {seL4_ARM_SmallPageObject, seL4_PageBits, seL4_PageBits, 0, true, true},
    {seL4_ARM_LargePageObject, seL4_LargePageBits, seL4_LargePageBits, 0, true, true},
    {seL4_ARM_PageTableObject, seL4_PageTableBits, seL4_PageTableBits, 0, false, false},
#ifdef CONFIG_ARCH_AARCH32
    {seL4_ARM_SectionObject, seL4_SectionBits, seL4_SectionBits, 0, true, true},
    {seL4_ARM_SuperSectionObject, seL4_SuperSectionBits, seL4_SuperSectionBits, 0, true, true},
    {seL4_ARM_PageDirectoryObject, seL4_PageDirBits, seL4_PageDirBits, 0, false, false},
#else
    {seL4_ARM_HugePageObject, seL4_HugePageBits, seL4_HugePageBits, 0, true, true},
    {seL4_ARM_VSpaceObject, seL4_VSpaceBits, seL4_VSpaceBits, 0, false, false},
#endif
#ifdef CONFIG_ARM_HYPERVISOR_SUPPORT
    {seL4_ARM_VCPUObject, seL4_ARM_VCPUBits, seL4_ARM_VCPUBits, 0, false, true},
#endif
#ifdef CONFIG_TK1_SMMU
    {seL4_ARM_IOPageTableObject, seL4_IOPageTableBits, seL4_IOPageTableBits, 0, false, false},
#endif
};

const size_t sel4rpc_arch_object_type_count =
    sizeof(sel4rpc_arch_object_types) / sizeof(sel4rpc_arch_object_types[0]);
