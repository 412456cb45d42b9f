/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of x86.
 */
#include "../structures.h"

const struct paging_structure paging_structures[] = {
    {seL4_X86_PageTableObject, seL4_PageTableBits},
    {seL4_X86_PageDirectoryObject, seL4_PageDirBits},
#ifdef CONFIG_ARCH_X86_64
    {seL4_X86_PDPTObject, seL4_PDPTBits},
    {seL4_X64_PML4Object, seL4_PML4Bits},
#endif
    {0},
};
