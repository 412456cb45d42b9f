/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What timer.c and the drivers of the devices tell each other.
 */
#pragma once

#include "timer.h"

/* Takes the timer's registers: ports, or a page that it maps. Returns 0; or an error, and nothing is taken.
 */
int timer_open_registers(struct timer *timer);
void timer_close_registers(struct timer *timer);

/* Takes the timer's interrupt. Returns 0 or an seL4_Error. */
int timer_get_irq(struct timer *timer, const cspacepath_t *path);

/* offset: of a register; in bytes. */
uint32_t timer_get(const struct timer *timer, unsigned offset);
void timer_put(const struct timer *timer, unsigned offset, uint32_t value);
