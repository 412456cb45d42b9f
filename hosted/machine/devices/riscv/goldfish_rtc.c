/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The Goldfish clock; see goldfish_rtc.h.
 */
#include "machine/devices/riscv/goldfish_rtc.h"

#include <string.h>

enum {
    TIME_LOW = 0x00,
    TIME_HIGH = 0x04,
    ALARM_LOW = 0x08,
    ALARM_HIGH = 0x0c,
    INTERRUPT_ENABLE = 0x10,
    CLEAR_ALARM = 0x14,
    ALARM_STATUS = 0x18,
    CLEAR_INTERRUPT = 0x1c
};

void goldfish_rtc_init(struct goldfish_rtc *clock)
{
    memset(clock, 0, sizeof(*clock));
}

static void set_line(struct goldfish_rtc *clock)
{
    timing_set_line(&clock->line, clock->is_pending && clock->is_enabled);
}

static void catch_up(struct goldfish_rtc *clock, uint64_t now)
{
    if (clock->is_armed && now >= clock->due) {
        clock->is_armed = false;
        clock->is_pending = true;
        set_line(clock);
    }
}

/* Without its interrupt, nobody has to know when the alarm goes off. */
uint64_t goldfish_rtc_next(const struct goldfish_rtc *clock)
{
    if (clock->line.has_risen) {
        return 0;
    }
    return clock->is_armed && clock->is_enabled ? clock->due : TIMING_NEVER;
}

bool goldfish_rtc_interrupts(struct goldfish_rtc *clock, uint64_t now)
{
    catch_up(clock, now);
    return timing_take_rise(&clock->line);
}

static uint32_t read_time_low(struct goldfish_rtc *clock, uint64_t now)
{
    uint64_t time = now + clock->ahead;

    clock->time_high = (uint32_t)(time >> 32);
    return (uint32_t)time;
}

uint32_t goldfish_rtc_read(struct goldfish_rtc *clock, unsigned offset, uint64_t now)
{
    catch_up(clock, now);
    switch (offset) {
    case TIME_LOW:
        return read_time_low(clock, now);
    case TIME_HIGH:
        return clock->time_high;
    case ALARM_LOW:
        return (uint32_t)clock->alarm;
    case ALARM_HIGH:
        return (uint32_t)(clock->alarm >> 32);
    case INTERRUPT_ENABLE:
        return clock->is_enabled;
    case ALARM_STATUS:
        return clock->is_armed;
    default:
        return 0;
    }
}

static uint64_t with_low(uint64_t number, uint32_t low)
{
    return number >> 32 << 32 | low;
}

static uint64_t with_high(uint64_t number, uint32_t high)
{
    return (uint64_t)high << 32 | (uint32_t)number;
}

/* An alarm in the past goes off at once, and one beyond the machine's time never. */
static void set_alarm(struct goldfish_rtc *clock, uint64_t now)
{
    uint64_t time = now + clock->ahead;
    uint64_t wait = clock->alarm > time ? clock->alarm - time : 0;

    clock->is_armed = true;
    clock->due = wait < TIMING_NEVER - now ? now + wait : TIMING_NEVER;
    catch_up(clock, now);
}

void goldfish_rtc_write(struct goldfish_rtc *clock, unsigned offset, uint32_t value, uint64_t now)
{
    uint64_t time = now + clock->ahead;

    catch_up(clock, now);
    switch (offset) {
    case TIME_LOW:
        clock->ahead = with_low(time, value) - now;
        break;
    case TIME_HIGH:
        clock->ahead = with_high(time, value) - now;
        break;
    case ALARM_LOW:
        clock->alarm = with_low(clock->alarm, value);
        set_alarm(clock, now);
        break;
    case ALARM_HIGH:
        clock->alarm = with_high(clock->alarm, value);
        break;
    case INTERRUPT_ENABLE:
        clock->is_enabled = value & 1;
        set_line(clock);
        break;
    case CLEAR_ALARM:
        clock->is_armed = false;
        break;
    case CLEAR_INTERRUPT:
        clock->is_pending = false;
        set_line(clock);
        break;
    default:
        break;
    }
}
