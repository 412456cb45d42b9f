/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of x86's object types. Types that this kernel is not built with are left out.
 */
#include "arch/names.h"

const char *const srpc_object_names[] = {
    KERNEL_OBJECT_NAMES,
    [seL4_X86_4K] = "frame",
    [seL4_X86_LargePageObject] = "frame",
    [seL4_X86_PageTableObject] = "page table",
    [seL4_X86_PageDirectoryObject] = "page directory",
#ifdef CONFIG_ARCH_X86_64
    [seL4_X86_PDPTObject] = "PDPT",
    [seL4_X64_PML4Object] = "PML4",
#ifdef CONFIG_HUGE_PAGE
    [seL4_X64_HugePageObject] = "frame",
#endif
#endif
#ifdef CONFIG_IOMMU
    [seL4_X86_IOPageTableObject] = "I/O page table",
#endif
#ifdef CONFIG_VTX
    [seL4_X86_VCPUObject] = "VCPU",
    [seL4_X86_EPTPML4Object] = "EPT PML4",
    [seL4_X86_EPTPDPTObject] = "EPT PDPT",
    [seL4_X86_EPTPDObject] = "EPT page directory",
    [seL4_X86_EPTPTObject] = "EPT page table",
#endif
};

const size_t srpc_object_name_count = sizeof(srpc_object_names) / sizeof(srpc_object_names[0]);
