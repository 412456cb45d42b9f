/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The sizes of pages.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <utils/arith.h>
#include <vspace/arch/page.h>

#define SEL4_NUM_PAGE_SIZES ((int)ARRAY_SIZE(sel4_page_sizes))

static inline bool sel4_valid_size_bits(size_t size_bits)
{
    for (int i = 0; i < SEL4_NUM_PAGE_SIZES; i++) {
        if (sel4_page_sizes[i] == size_bits) {
            return true;
        }
    }
    return false;
}

/* The largest size of page that is not larger than the region; at least the smallest. */
static inline int sel4_page_size_bits_for_memory_region(size_t size_bytes)
{
    size_t size_bits = sel4_page_sizes[0];

    for (int i = 1; i < SEL4_NUM_PAGE_SIZES; i++) {
        if (size_bytes >> sel4_page_sizes[i] != 0) {
            size_bits = sel4_page_sizes[i];
        }
    }
    return (int)size_bits;
}
