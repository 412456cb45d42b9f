/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The 8254; see pit.h. Times are in ticks of its clock, counted since the machine started, so a period never
 * drifts.
 */
#include "machine/devices/x86/pit.h"

#include <string.h>

enum { CHANNEL_0 = 0, CONTROL = 3 };

/* The control register. */
enum { ACCESS_LATCH = 0, ACCESS_LOW = 1, ACCESS_HIGH = 2, ACCESS_BOTH = 3 };
#define READ_BACK 3u          /* in place of a channel */
#define READ_BACK_CHANNEL_0 2 /* these are bits */
#define READ_BACK_NO_COUNT 0x20
#define READ_BACK_NO_STATUS 0x10

enum { MODE_ONCE = 0, MODE_RATE = 2, MODE_SQUARE = 3 };

/* Neither product exceeds 64 bits: the factors are less than two seconds. */
static uint64_t ticks_at(uint64_t now)
{
    return now / TIMING_SECOND * PIT_HZ + now % TIMING_SECOND * PIT_HZ / TIMING_SECOND;
}

/* The first moment of a tick. */
static uint64_t moment_of(uint64_t tick)
{
    uint64_t rest = tick % PIT_HZ * TIMING_SECOND;

    return tick / PIT_HZ * TIMING_SECOND + (rest + PIT_HZ - 1) / PIT_HZ;
}

void pit_init(struct pit *pit)
{
    memset(pit, 0, sizeof(*pit));
    pit->access = ACCESS_BOTH;
}

static bool is_periodic(const struct pit *pit)
{
    return pit->mode == MODE_RATE || pit->mode == MODE_SQUARE;
}

/* Lets the output rise, if it is time. */
static void catch_up(struct pit *pit, uint64_t tick)
{
    if (!pit->is_armed || tick < pit->due) {
        return;
    }
    pit->line.has_risen = true; /* an edge: nothing takes it back */
    pit->is_armed = is_periodic(pit);
    pit->due += ((tick - pit->due) / pit->period + 1) * pit->period;
}

uint64_t pit_next(const struct pit *pit)
{
    if (pit->line.has_risen) {
        return 0;
    }
    return pit->is_armed ? moment_of(pit->due) : TIMING_NEVER;
}

bool pit_interrupts(struct pit *pit, uint64_t now)
{
    catch_up(pit, ticks_at(now));
    return timing_take_rise(&pit->line);
}

/* Once only, it goes on from 0 to the highest count. */
static uint16_t count_at(const struct pit *pit, uint64_t tick)
{
    uint64_t passed = tick - pit->start;

    if (!pit->has_count) {
        return 0;
    }
    return (uint16_t)(pit->period - (is_periodic(pit) ? passed % pit->period : passed));
}

static bool output_at(const struct pit *pit, uint64_t tick)
{
    uint64_t passed = tick - pit->start;

    switch (pit->mode) {
    case MODE_ONCE:
        return pit->has_count && passed >= pit->period;
    case MODE_RATE:
        return !pit->has_count || count_at(pit, tick) != 1;
    case MODE_SQUARE:
        return !pit->has_count || passed % pit->period < (pit->period + 1) / 2;
    default:
        return true;
    }
}

/* A second latch before the first was read does nothing. */
static void latch_count(struct pit *pit, uint64_t tick)
{
    if (!pit->has_latch) {
        pit->latch = count_at(pit, tick);
        pit->has_latch = true;
    }
}

static void latch_status(struct pit *pit, uint64_t tick)
{
    unsigned output = output_at(pit, tick), null_count = !pit->has_count;
    unsigned access = pit->access, mode = pit->mode;

    if (!pit->has_status) {
        pit->status = (uint8_t)(output << 7 | null_count << 6 | access << 4 | mode << 1);
        pit->has_status = true;
    }
}

static void choose_mode(struct pit *pit, unsigned access, unsigned mode)
{
    struct timing_line line = pit->line;

    memset(pit, 0, sizeof(*pit));
    pit->access = (uint8_t)access;
    pit->mode = (uint8_t)(mode < 6 ? mode : mode - 4);
    pit->line = line;
}

static void control(struct pit *pit, uint8_t value, uint64_t tick)
{
    unsigned channel = value >> 6, access = value >> 4 & 3;

    if (channel == READ_BACK && value & READ_BACK_CHANNEL_0) {
        if (!(value & READ_BACK_NO_COUNT)) {
            latch_count(pit, tick);
        }
        if (!(value & READ_BACK_NO_STATUS)) {
            latch_status(pit, tick);
        }
    } else if (channel == CHANNEL_0 && access == ACCESS_LATCH) {
        latch_count(pit, tick);
    } else if (channel == CHANNEL_0) {
        choose_mode(pit, access, value >> 1 & 7);
    }
}

static void start(struct pit *pit, unsigned count, uint64_t tick)
{
    pit->period = count != 0 ? count : 0x10000;
    pit->start = tick;
    pit->has_count = true;
    pit->is_armed = pit->mode == MODE_ONCE || is_periodic(pit);
    pit->due = tick + pit->period;
}

/* Once only, the first of two bytes already stops it. */
static void write_count(struct pit *pit, uint8_t value, uint64_t tick)
{
    if (pit->access == ACCESS_LOW) {
        start(pit, value, tick);
    } else if (pit->access == ACCESS_HIGH) {
        start(pit, (unsigned)value << 8, tick);
    } else if (pit->wants_second) {
        pit->wants_second = false;
        start(pit, (unsigned)value << 8 | pit->low, tick);
    } else {
        pit->wants_second = true;
        pit->low = value;
        pit->is_armed = pit->is_armed && pit->mode != MODE_ONCE;
    }
}

void pit_write(struct pit *pit, unsigned offset, uint8_t value, uint64_t now)
{
    uint64_t tick = ticks_at(now);

    catch_up(pit, tick);
    if (offset == CONTROL) {
        control(pit, value, tick);
    } else if (offset == CHANNEL_0) {
        write_count(pit, value, tick);
    }
}

static uint8_t read_count(struct pit *pit, uint64_t tick)
{
    uint16_t count = pit->has_latch ? pit->latch : count_at(pit, tick);
    bool high = pit->access == ACCESS_HIGH || pit->reads_second;

    pit->reads_second = pit->access == ACCESS_BOTH && !pit->reads_second;
    if (!pit->reads_second) {
        pit->has_latch = false;
    }
    return (uint8_t)(high ? count >> 8 : count);
}

uint8_t pit_read(struct pit *pit, unsigned offset, uint64_t now)
{
    if (offset != CHANNEL_0) {
        return 0xff;
    }
    if (pit->has_status) {
        pit->has_status = false;
        return pit->status;
    }
    return read_count(pit, ticks_at(now));
}
