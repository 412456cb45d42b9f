/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of Arm.
 */
#include "../structures.h"

const struct paging_structure paging_structures[] = {
    {seL4_ARM_PageTableObject, seL4_PageTableBits},
#ifdef CONFIG_ARCH_AARCH32
    {seL4_ARM_PageDirectoryObject, seL4_PageDirBits},
#else
    {seL4_ARM_VSpaceObject, seL4_VSpaceBits},
#endif
    {0},
};
