/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel objects that 64-bit RISC-V has besides the common ones.
 */
#pragma once

#include <sel4/types.h>

enum { KOBJECT_MODE_NUM_TYPES };

/* A frame of a size that only 64 bits have; all bits set if there is none. */
static inline seL4_Word kobject_mode_get_frame_type(seL4_Word size_bits)
{
    return size_bits == seL4_HugePageBits ? (seL4_Word)seL4_RISCV_Giga_Page : ~(seL4_Word)0;
}

static inline seL4_Word kobject_mode_get_type(int type)
{
    (void)type;
    return ~(seL4_Word)0;
}
