/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of objects of Arm.
 */
#include "../parts.h"

const struct object_row arch_objects[] = {
    {"a page", seL4_ARM_SmallPageObject, seL4_PageBits, 0},
    {"a large page", seL4_ARM_LargePageObject, seL4_LargePageBits, 0},
    {"a page table", seL4_ARM_PageTableObject, seL4_PageTableBits, seL4_IllegalOperation},
#ifdef CONFIG_ARCH_AARCH32
    {"a section", seL4_ARM_SectionObject, seL4_SectionBits, 0},
    {"a supersection", seL4_ARM_SuperSectionObject, seL4_SuperSectionBits, 0},
    {"a page directory", seL4_ARM_PageDirectoryObject, seL4_PageDirBits, seL4_IllegalOperation},
#else
    {"a VSpace root", seL4_ARM_VSpaceObject, seL4_VSpaceBits, seL4_IllegalOperation},
#endif
};
const size_t arch_object_count = sizeof(arch_objects) / sizeof(arch_objects[0]);
