/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the word sizes of x86 do differently.
 */
#pragma once

#include "paging.h"
#include "random/random.h"

struct structure_type {
    char letter;
    seL4_Word type;
    seL4_Word map; /* the label */
};

/* The paging structures below a VSpace, from the top. */
extern const struct structure_type structure_types[];
extern const unsigned structure_count;

/* Where structures and pages are mapped, and an address that is the kernel's. */
extern const seL4_Word random_vaddr;
extern const seL4_Word kernel_vaddr;

/* Something that takes an address into another structure at a higher level. */
seL4_Word random_upper_offset(void);
