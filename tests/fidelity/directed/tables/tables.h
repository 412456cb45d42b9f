/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address spaces whose page tables are of one kind at every level, as on Arm and RISC-V.
 */
#pragma once

#include "directed/directed.h"
#include "paging.h"

#define VADDR 0x1000000000UL
#define PAGE 0x1000UL
#define TABLE_SPAN 0x200000UL
#define LARGE (VADDR + 4 * TABLE_SPAN)
#define KERNEL_VADDR 0xffffff8000000000UL
#define MOST_LEVELS 4

extern const struct group huge_groups[];
extern const struct group more_groups[]; /* of Arm, of RISC-V */

/* Maps page tables at an address until there is one for its page; returns that one, and the number of them.
 */
seL4_CPtr map_tables(seL4_CPtr vspace, seL4_Word vaddr, unsigned *count);
