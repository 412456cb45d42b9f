/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a machine boots its kernel on: physical memory, RAM and devices, and memory for the kernel's state. A
 * board outlives its kernels; one runs on it at a time.
 */
#pragma once

#include <stdbool.h>

#include "kernel/kernel.h"

/* Real kernels address about 512 GiB with 64-bit words, and the largest RAM ends there. With 32-bit words the
 * shadow takes half of a process's address space. */
#define BOARD_MAX_RAM_BITS (ABI_WORD_BITS == 64 ? 38u : 28u)

struct board {
    struct kernel_region regions[KERNEL_MAX_REGIONS]; /* RAM comes first */
    unsigned region_count;
    void *kernel_state;
    void *spare; /* for a lenient kernel's paging structures */
};

/* Makes a board with at most 2^ram_bits bytes of RAM; ram_bits must not exceed BOARD_MAX_RAM_BITS. The RAM's
 * shadow takes address space, but memory only where it is used. Returns false, with nothing made, if there is
 * too little. */
bool board_init(struct board *board, unsigned ram_bits);
/* A board that is all zero may be cleaned up too. */
void board_clean_up(struct board *board);

/* Boots a kernel that has 2^ram_bits bytes of RAM, like kernel_boot(). */
struct kernel *board_boot(struct board *board, const struct kernel_machine_ops *ops, void *machine,
                          unsigned ram_bits, unsigned root_cnode_bits, bool lenient);
