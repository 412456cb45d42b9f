/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel objects that 64-bit Arm has besides the common ones.
 */
#pragma once

#include <sel4/types.h>

enum { KOBJECT_PAGE_GLOBAL_DIRECTORY, KOBJECT_PAGE_UPPER_DIRECTORY, KOBJECT_MODE_NUM_TYPES };

/* A frame of a size that only 64 bits have; all bits set if there is none. */
static inline seL4_Word kobject_mode_get_frame_type(seL4_Word size_bits)
{
    return size_bits == seL4_HugePageBits ? (seL4_Word)seL4_ARM_HugePageObject : ~(seL4_Word)0;
}

static inline seL4_Word kobject_mode_get_type(int type)
{
    switch (type) {
    case KOBJECT_PAGE_GLOBAL_DIRECTORY:
        return seL4_ARM_VSpaceObject;
    case KOBJECT_PAGE_UPPER_DIRECTORY:
        return seL4_ARM_PageTableObject;
    default:
        return ~(seL4_Word)0;
    }
}
