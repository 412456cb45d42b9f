/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PL031: a clock that counts seconds, and interrupts when they match a register. Source: Arm's technical
 * reference manual, DDI 0224.
 *
 * It differs from the real part, as qemu's does: it always runs, and a match is awaited only from the moment
 * when the match register is written. It counts from 0, when the machine starts, until it is set.
 */
#pragma once

#include "machine/devices/timing.h"

#define PL031_BYTES 0x1000

struct pl031 {
    uint32_t ahead; /* of the machine's seconds */
    uint32_t match;
    uint32_t loaded;
    bool is_armed;
    uint64_t due;     /* when it matches, if it is armed */
    bool has_matched; /* and was not cleared */
    bool is_enabled;  /* its interrupt */
    struct timing_line line;
};

/* See timing.h. */
void pl031_init(struct pl031 *clock);
uint32_t pl031_read(struct pl031 *clock, unsigned offset, uint64_t now);
void pl031_write(struct pl031 *clock, unsigned offset, uint32_t value, uint64_t now);
uint64_t pl031_next(const struct pl031 *clock);
bool pl031_interrupts(struct pl031 *clock, uint64_t now);
