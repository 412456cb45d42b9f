/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of x86, 32 and 64 bits. Types that this kernel is not built with are left out: their
 * numbers are placeholders.
 */
#include "../../arch.h"

const struct object_type sel4rpc_arch_object_types[] = {
    {seL4_X86_4K, seL4_PageBits, seL4_PageBits, 0, true, true},
    {seL4_X86_LargePageObject, seL4_LargePageBits, seL4_LargePageBits, 0, true, true},
    {seL4_X86_PageTableObject, seL4_PageTableBits, seL4_PageTableBits, 0, false, false},
    {seL4_X86_PageDirectoryObject, seL4_PageDirBits, seL4_PageDirBits, 0, false, false},
#ifdef CONFIG_ARCH_X86_64
    {seL4_X86_PDPTObject, seL4_PDPTBits, seL4_PDPTBits, 0, false, false},
    {seL4_X64_PML4Object, seL4_PML4Bits, seL4_PML4Bits, 0, false, false},
#ifdef CONFIG_HUGE_PAGE
    {seL4_X64_HugePageObject, seL4_HugePageBits, seL4_HugePageBits, 0, true, true},
#endif
#endif
#ifdef CONFIG_IOMMU
    {seL4_X86_IOPageTableObject, seL4_IOPageTableBits, seL4_IOPageTableBits, 0, false, false},
#endif
#ifdef CONFIG_VTX
    {seL4_X86_VCPUObject, seL4_X86_VCPUBits, seL4_X86_VCPUBits, 0, false, true},
    {seL4_X86_EPTPML4Object, seL4_X86_EPTPML4Bits, seL4_X86_EPTPML4Bits, 0, false, false},
    {seL4_X86_EPTPDPTObject, seL4_X86_EPTPDPTBits, seL4_X86_EPTPDPTBits, 0, false, false},
    {seL4_X86_EPTPDObject, seL4_X86_EPTPDBits, seL4_X86_EPTPDBits, 0, false, false},
    {seL4_X86_EPTPTObject, seL4_X86_EPTPTBits, seL4_X86_EPTPTBits, 0, false, false},
#endif
};

const size_t sel4rpc_arch_object_type_count =
    sizeof(sel4rpc_arch_object_types) / sizeof(sel4rpc_arch_object_types[0]);
