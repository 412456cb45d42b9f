/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The architecture's paging structures, whose capabilities the kernel does not copy while they are unmapped.
 */
#pragma once

#include <sel4/sel4.h>

struct paging_structure {
    seL4_Word type;
    seL4_Word size_bits;
};

/* Ends with size 0. */
extern const struct paging_structure paging_structures[];
