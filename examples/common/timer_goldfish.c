/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The clock of qemu's RISC-V board: nanoseconds, and an alarm, each in two halves.
 */
#include "timer_device.h"

enum {
    TIME_LOW = 0x00, /* to be read before the high half, which stands still meanwhile */
    TIME_HIGH = 0x04,
    ALARM_LOW = 0x08, /* to be written after the high half: sets the alarm */
    ALARM_HIGH = 0x0c,
    INTERRUPT_ENABLE = 0x10,
    CLEAR_ALARM = 0x14,
    CLEAR_INTERRUPT = 0x1c
};
#define NANOSECONDS 1000u /* of a microsecond */

const uint64_t timer_step = 1;

static uint64_t get_time(const struct timer *timer)
{
    uint64_t low = timer_get(timer, TIME_LOW);

    return low | (uint64_t)timer_get(timer, TIME_HIGH) << 32;
}

void timer_start(struct timer *timer, uint64_t microseconds)
{
    timer->length = microseconds * NANOSECONDS;
    timer_stop(timer);
    timer->begun = get_time(timer);
    uint64_t alarm = timer->begun + timer->length;
    timer_put(timer, ALARM_HIGH, (uint32_t)(alarm >> 32));
    timer_put(timer, ALARM_LOW, (uint32_t)alarm);
    timer_put(timer, INTERRUPT_ENABLE, 1);
}

void timer_stop(struct timer *timer)
{
    timer_put(timer, INTERRUPT_ENABLE, 0);
    timer_put(timer, CLEAR_ALARM, 1);
    timer_put(timer, CLEAR_INTERRUPT, 1);
}

bool timer_acknowledge(struct timer *timer)
{
    bool is_over = timer_get(timer, INTERRUPT_ENABLE) != 0 && get_time(timer) - timer->begun >= timer->length;

    if (is_over) {
        timer_stop(timer);
    }
    (void)seL4_IRQHandler_Ack(timer->irq.capPtr);
    return is_over;
}

uint64_t timer_read(struct timer *timer)
{
    return (get_time(timer) - timer->begun) / NANOSECONDS;
}
