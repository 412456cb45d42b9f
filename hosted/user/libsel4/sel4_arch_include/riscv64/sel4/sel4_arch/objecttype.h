/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of 64-bit RISC-V alone.
 */
#pragma once

#include <sel4/objecttype.h>

typedef enum {
    seL4_RISCV_Giga_Page = seL4_NonArchObjectTypeCount,
    seL4_ModeObjectTypeCount
} seL4_ModeObjectType;

/* This kernel has three levels of page tables; no valid type equals this one. */
#define seL4_RISCV_Tera_Page 0xffffffff
