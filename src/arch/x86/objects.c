/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of x86, 32 and 64 bits. Types that this kernel is not built with are left out: their
 * numbers are placeholders.
 */
#include "arch/arch.h"

const struct object_type srpc_object_types[] = {
    KERNEL_OBJECT_TYPES,
    [seL4_X86_4K] = FIXED_SIZE(seL4_PageBits, true, true),
    [seL4_X86_LargePageObject] = FIXED_SIZE(seL4_LargePageBits, true, true),
    [seL4_X86_PageTableObject] = FIXED_SIZE(seL4_PageTableBits, false, false),
    [seL4_X86_PageDirectoryObject] = FIXED_SIZE(seL4_PageDirBits, false, false),
#ifdef CONFIG_ARCH_X86_64
    [seL4_X86_PDPTObject] = FIXED_SIZE(seL4_PDPTBits, false, false),
    [seL4_X64_PML4Object] = FIXED_SIZE(seL4_PML4Bits, false, false),
#ifdef CONFIG_HUGE_PAGE
    [seL4_X64_HugePageObject] = FIXED_SIZE(seL4_HugePageBits, true, true),
#endif
#endif
#ifdef CONFIG_IOMMU
    [seL4_X86_IOPageTableObject] = FIXED_SIZE(seL4_IOPageTableBits, false, false),
#endif
#ifdef CONFIG_VTX
    [seL4_X86_VCPUObject] = FIXED_SIZE(seL4_X86_VCPUBits, false, true),
    [seL4_X86_EPTPML4Object] = FIXED_SIZE(seL4_X86_EPTPML4Bits, false, false),
    [seL4_X86_EPTPDPTObject] = FIXED_SIZE(seL4_X86_EPTPDPTBits, false, false),
    [seL4_X86_EPTPDObject] = FIXED_SIZE(seL4_X86_EPTPDBits, false, false),
    [seL4_X86_EPTPTObject] = FIXED_SIZE(seL4_X86_EPTPTBits, false, false),
#endif
};

const size_t srpc_object_type_count = sizeof(srpc_object_types) / sizeof(srpc_object_types[0]);
