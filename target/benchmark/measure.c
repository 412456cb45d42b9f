/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Samples; see measure.h.
 */
#include "measure.h"

#include <stdlib.h>

static uint32_t overhead;

static int compare(const void *a, const void *b)
{
    const uint32_t *first = a, *second = b;

    return *first < *second ? -1 : *first > *second;
}

struct result measure_result(struct samples *samples)
{
    struct result result = {.is_known = samples->count > 0};
    uint64_t sum = 0;

    if (result.is_known) {
        qsort(samples->ticks, samples->count, sizeof(samples->ticks[0]), compare);
        for (unsigned i = 0; i < samples->count; i++) {
            sum += samples->ticks[i];
        }
        result.median = samples->ticks[samples->count / 2] - overhead;
        result.mean = (uint32_t)(sum / samples->count) - overhead;
    }
    samples->count = 0;
    return result;
}

void measure_start(void)
{
    static struct samples samples;

    for (int i = 0; i < TIMES; i++) {
        uint32_t begin = counter_read();
        samples_add(&samples, counter_read() - begin);
    }
    overhead = measure_result(&samples).median;
}

void measure_tell(const sel4rpc_child_t *child, enum row row, struct samples *samples)
{
    struct result result = measure_result(samples);

    seL4_SetMR(0, row);
    seL4_SetMR(1, result.median);
    seL4_SetMR(2, result.mean);
    (void)seL4_Call(child->rpc.server_ep, seL4_MessageInfo_new(RESULT_LABEL, 0, 0, 3));
}
