/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the directed lines of both x86 word sizes share.
 */
#pragma once

#include "directed/directed.h"

extern const struct group paging_groups[]; /* the word size's */
extern const struct group asid_groups[];
extern const struct group interrupt_groups[];
extern const struct group port_groups[];
extern const struct group page_groups[];
extern const struct group content_groups[];

/* A space with an identifier and a page table at SPACE_VADDR, and an unmapped page. */
#define SPACE_VADDR 0x40000000UL
struct space {
    seL4_CPtr vspace, pt, page;
};
struct space new_space(void);

/* Maps what the program's own VSpace needs for pages at own_vaddr; returns the page table. */
extern const seL4_Word own_vaddr;
seL4_CPtr map_own_structures(void);
