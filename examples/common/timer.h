/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A driver of the machine's timer, for a root task: a wait of so many microseconds, at whose end a
 * notification is signalled. A PC has an 8254; qemu's boards have a clock, which on Arm counts seconds.
 */
#pragma once

#include <sel4rpc/platform.h>
#include <stdint.h>
#include <vka/object.h>

#define TIMER_MAX_TABLES 3

/* An open timer. Treat it as private. */
struct timer {
    sel4rpc_platform_t *platform;
    cspacepath_t irq;
    cspacepath_t ports;                    /* on a PC */
    vka_object_t frame;                    /* elsewhere: a page of registers, */
    vka_object_t tables[TIMER_MAX_TABLES]; /* and the page tables that were missing for it */
    int table_count;
    /* In the device's units: */
    uint64_t length; /* of the wait */
    uint64_t begun;  /* when, if the device tells the time */
    uint64_t passed; /* otherwise, before the part of the wait that is in progress, */
    uint32_t part;   /* and the length of that part */
};

/* The microseconds of one step of its time, at least 1. */
extern const uint64_t timer_step;

/*
 * Takes the timer's registers and interrupt from the platform.
 *
 * timer: out; must not move until timer_close(). notification: signalled at the end of a wait; yours.
 *
 * Returns 0; or an seL4_Error, and nothing is taken.
 */
int timer_open(struct timer *timer, sel4rpc_platform_t *platform, seL4_CPtr notification);

/* Ends the wait in progress, and gives everything back. */
void timer_close(struct timer *timer);

/* Begins a wait, in place of one in progress. It never ends early, and may end two steps late. */
void timer_start(struct timer *timer, uint64_t microseconds);

/* Ends the wait in progress. A signal may be on its way. */
void timer_stop(struct timer *timer);

/*
 * Acknowledges a signal. Call it for each: a long wait may take several, and there may be one that was on its
 * way.
 *
 * Returns true if the wait is over.
 */
bool timer_acknowledge(struct timer *timer);

/* Returns the microseconds since the wait began, as long as it is in progress. */
uint64_t timer_read(struct timer *timer);
