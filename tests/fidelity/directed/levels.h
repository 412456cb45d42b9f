/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The structures that an address space has below its root, as an architecture's table lists them.
 */
#pragma once

#include "directed/directed.h"
#include "paging.h"

/* From the top to the table that holds pages. */
struct level {
    const char *name;
    seL4_Word object, map, unmap;
    seL4_Word span; /* of one such structure, in bytes */
};
#define MOST_LEVELS 3
extern const struct level levels[];
extern const unsigned level_count;

/* An address that begins a structure of each level, one of the kernel's, and one that is not canonical. */
extern const seL4_Word test_vaddr, kernel_address, hole_address;

#define PAGE 0x1000UL

/* Maps a new structure of each level that is missing at an address. Returns the last. */
seL4_CPtr map_levels(seL4_CPtr vspace, seL4_Word vaddr);
