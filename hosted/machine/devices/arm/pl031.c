/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The PL031; see pl031.h.
 */
#include "machine/devices/arm/pl031.h"

#include <string.h>

enum {
    DATA = 0x00,
    MATCH = 0x04,
    LOAD = 0x08,
    CONTROL = 0x0c,
    INTERRUPT_MASK = 0x10, /* 1: it interrupts */
    RAW_STATUS = 0x14,
    MASKED_STATUS = 0x18,
    CLEAR = 0x1c
};

void pl031_init(struct pl031 *clock)
{
    memset(clock, 0, sizeof(*clock));
}

static void set_line(struct pl031 *clock)
{
    timing_set_line(&clock->line, clock->has_matched && clock->is_enabled);
}

static void catch_up(struct pl031 *clock, uint64_t now)
{
    if (clock->is_armed && now >= clock->due) {
        clock->is_armed = false;
        clock->has_matched = true;
        set_line(clock);
    }
}

/* Without its interrupt, nobody has to know when it matches. */
uint64_t pl031_next(const struct pl031 *clock)
{
    if (clock->line.has_risen) {
        return 0;
    }
    return clock->is_armed && clock->is_enabled ? clock->due : TIMING_NEVER;
}

bool pl031_interrupts(struct pl031 *clock, uint64_t now)
{
    catch_up(clock, now);
    return timing_take_rise(&clock->line);
}

static uint32_t seconds_at(const struct pl031 *clock, uint64_t now)
{
    return (uint32_t)(now / TIMING_SECOND) + clock->ahead;
}

uint32_t pl031_read(struct pl031 *clock, unsigned offset, uint64_t now)
{
    catch_up(clock, now);
    switch (offset) {
    case DATA:
        return seconds_at(clock, now);
    case MATCH:
        return clock->match;
    case LOAD:
        return clock->loaded;
    case CONTROL:
        return 1; /* it runs */
    case INTERRUPT_MASK:
        return clock->is_enabled;
    case RAW_STATUS:
        return clock->has_matched;
    case MASKED_STATUS:
        return clock->line.is_high;
    default:
        return 0;
    }
}

/* A second that has passed matches once the seconds have gone round. */
static void await_match(struct pl031 *clock, uint64_t now)
{
    uint32_t seconds = clock->match - seconds_at(clock, now);

    clock->is_armed = true;
    clock->due = (now / TIMING_SECOND + seconds) * TIMING_SECOND;
    catch_up(clock, now);
}

void pl031_write(struct pl031 *clock, unsigned offset, uint32_t value, uint64_t now)
{
    catch_up(clock, now);
    if (offset == MATCH) {
        clock->match = value;
        await_match(clock, now);
    } else if (offset == LOAD) {
        clock->loaded = value;
        clock->ahead += value - seconds_at(clock, now);
        if (clock->is_armed) {
            await_match(clock, now);
        }
    } else if (offset == INTERRUPT_MASK) {
        clock->is_enabled = value & 1;
        set_line(clock);
    } else if (offset == CLEAR && value & 1) {
        clock->has_matched = false;
        set_line(clock);
    }
}
