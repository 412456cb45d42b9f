/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What any machine boots its kernel from: physical memory, RAM and devices', and memory for the kernel's
 * state. It outlives kernels, one of which runs on it at a time.
 */
#ifndef HOSTED_MACHINE_BOARD_H
#define HOSTED_MACHINE_BOARD_H

#include <stdbool.h>

#include "kernel/kernel.h"

struct board {
    struct kernel_region regions[KERNEL_MAX_REGIONS]; /* RAM is the first */
    unsigned region_count;
    void *kernel_state;
};

/* Makes a board with 2^ram_bits bytes of RAM at most; their shadow takes memory only where it is used.
 * Returns false, with nothing made, where there is no memory. */
bool board_init(struct board *board, unsigned ram_bits);
/* Also of a board that is all zero. */
void board_clean_up(struct board *board);

/* Boots a kernel that has 2^ram_bits bytes of RAM, as kernel_boot(). */
struct kernel *board_boot(struct board *board, const struct kernel_machine_ops *ops, void *machine,
                          unsigned ram_bits, unsigned root_cnode_bits);

#endif
