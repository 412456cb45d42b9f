/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A Goldfish clock: nanoseconds, and an alarm. Each is read and written in two halves: reading the low half
 * of the time keeps the high half for the next read; writing the low half of the alarm sets it.
 *
 * The time is 0 when the machine starts, until it is set. Setting it does not move an alarm that is set.
 */
#pragma once

#include "machine/devices/timing.h"

#define GOLDFISH_RTC_BYTES 0x1000

struct goldfish_rtc {
    uint64_t ahead;     /* of the machine's time */
    uint32_t time_high; /* of the time that was read last */
    uint64_t alarm;
    bool is_armed;
    uint64_t due;    /* when the alarm goes off, if it is armed */
    bool is_pending; /* it went off, and was not cleared */
    bool is_enabled; /* its interrupt */
    struct timing_line line;
};

/* See timing.h. */
void goldfish_rtc_init(struct goldfish_rtc *clock);
uint32_t goldfish_rtc_read(struct goldfish_rtc *clock, unsigned offset, uint64_t now);
void goldfish_rtc_write(struct goldfish_rtc *clock, unsigned offset, uint32_t value, uint64_t now);
uint64_t goldfish_rtc_next(const struct goldfish_rtc *clock);
bool goldfish_rtc_interrupts(struct goldfish_rtc *clock, uint64_t now);
