/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel objects that x86_64 has besides the common ones.
 */
#pragma once

#include <sel4/types.h>

enum { KOBJECT_PML4, KOBJECT_PDPT, KOBJECT_MODE_NUM_TYPES };

/* A frame of a size that only x86_64 has; all bits set if there is none. */
static inline seL4_Word kobject_mode_get_frame_type(seL4_Word size_bits)
{
    return size_bits == seL4_HugePageBits ? (seL4_Word)seL4_X64_HugePageObject : ~(seL4_Word)0;
}

static inline seL4_Word kobject_mode_get_type(int type)
{
    switch (type) {
    case KOBJECT_PML4:
        return seL4_X64_PML4Object;
    case KOBJECT_PDPT:
        return seL4_X86_PDPTObject;
    default:
        return ~(seL4_Word)0;
    }
}
