/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What timers share. A timer has no clock: whoever accesses it says what time it is, in nanoseconds since the
 * machine started. For each timer there are five functions:
 *
 * - init: resets it;
 * - read and write: an access to a register;
 * - next: when its interrupt rises next, if nobody accesses it: at once (0) if it has risen;
 * - interrupts: whether its interrupt has risen since the last call, which must come at the time that next
 *   tells, or later.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define TIMING_SECOND UINT64_C(1000000000)
#define TIMING_NEVER UINT64_MAX

/* A timer's interrupt line. */
struct timing_line {
    bool is_high;
    bool has_risen; /* and nobody has been told */
};

/* If the line falls before anybody has been told that it rose, nobody is. */
static inline void timing_set_line(struct timing_line *line, bool high)
{
    line->has_risen = high && (line->has_risen || !line->is_high);
    line->is_high = high;
}

static inline bool timing_take_rise(struct timing_line *line)
{
    bool has_risen = line->has_risen;

    line->has_risen = false;
    return has_risen;
}
