/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel objects that both word sizes of Arm have.
 */
#pragma once

#define seL4_PageDirBits seL4_PageTableBits

/* The type of a frame or paging structure; all bits set if there is none. */
static inline seL4_Word arch_kobject_get_type(int type, seL4_Word objectSize)
{
    switch (type) {
    case KOBJECT_PAGE_DIRECTORY:
    case KOBJECT_PAGE_TABLE:
        return seL4_ARM_PageTableObject;
    case KOBJECT_FRAME:
        if (objectSize == seL4_PageBits) {
            return seL4_ARM_SmallPageObject;
        }
        return objectSize == seL4_LargePageBits ? (seL4_Word)seL4_ARM_LargePageObject
                                                : kobject_mode_get_frame_type(objectSize);
    default:
        return kobject_mode_get_type(type);
    }
}
