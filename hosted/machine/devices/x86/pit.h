/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC's interval timer, the 8254: channel 0, whose output is interrupt line 0. Its clock counts down
 * PIT_HZ times a second.
 *
 * Mode 0 interrupts once, when the count has reached 0; modes 2 and 3 do it again and again, each time that
 * as many ticks as the count have passed. The count is latched, and read back with the status, as on the real
 * part.
 *
 * It differs from the real part: other modes never interrupt; a count takes effect at once, not with the next
 * tick or the next period; mode 3 counts in steps of one; counts are binary, never BCD; a mode that begins
 * with a high output does not interrupt by that. Channels 1 and 2 are missing: they read as all ones.
 */
#pragma once

#include "machine/devices/timing.h"

#define PIT_PORTS 4
#define PIT_HZ 1193182u

struct pit {
    uint8_t mode;
    uint8_t access;  /* how a count is written and read: by its low byte, its high byte, or both */
    bool has_count;  /* since the mode was chosen */
    uint32_t period; /* the count: ticks, 1 to 65536 */
    uint64_t start;  /* the tick when it was written */
    bool is_armed;
    uint64_t due;      /* the tick when the output rises next, if it is armed */
    bool wants_second; /* the second byte of a count, to be written */
    bool reads_second; /* or read */
    uint8_t low;       /* the first, if the second is wanted */
    bool has_latch;
    uint16_t latch;
    bool has_status;
    uint8_t status;
    struct timing_line line;
};

/* Offset 0 is channel 0, offset 3 the control register. See timing.h. */
void pit_init(struct pit *pit);
uint8_t pit_read(struct pit *pit, unsigned offset, uint64_t now);
void pit_write(struct pit *pit, unsigned offset, uint8_t value, uint64_t now);
uint64_t pit_next(const struct pit *pit);
bool pit_interrupts(struct pit *pit, uint64_t now);
