/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel objects that ia32 has besides the common ones: none.
 */
#pragma once

#include <sel4/types.h>

enum { KOBJECT_MODE_NUM_TYPES };

static inline seL4_Word kobject_mode_get_frame_type(seL4_Word size_bits)
{
    (void)size_bits;
    return ~(seL4_Word)0;
}

static inline seL4_Word kobject_mode_get_type(int type)
{
    (void)type;
    return ~(seL4_Word)0;
}
