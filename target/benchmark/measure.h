/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Measures: samples of the counter, and what they tell.
 */
#pragma once

#include "counter.h"
#include "rows.h"

#include <sel4rpc/child.h>

/* Samples of one row, at most FRAMES. */
struct samples {
    uint32_t ticks[FRAMES];
    unsigned count;
};

static inline void samples_add(struct samples *samples, uint32_t ticks)
{
    samples->ticks[samples->count++] = ticks;
}

/* Finds out what it takes to read the counter. Before everything else. */
void measure_start(void);

/* What the samples tell; forgets them. */
struct result measure_result(struct samples *samples);

/* The same, told to the parent. */
void measure_tell(const sel4rpc_child_t *child, enum row row, struct samples *samples);
