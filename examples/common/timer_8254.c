/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC's timer, the 8254: a count that goes down with each tick, and interrupts at 0. It has 16 bits, 55 ms.
 * A longer wait has several parts, of half of that: the count goes on below 0, and tells how long ago the end
 * was, if that is not too long.
 */
#include "timer_device.h"

enum { COUNT = 0, CONTROL = 3 };
#define CONTROL_ONCE 0x30 /* interrupts once; a count is two bytes, the lower first */
#define CONTROL_LATCH 0x00
#define CONTROL_STATUS 0xe2
#define STATUS_IS_OVER 0x80
#define HZ 1193182u
#define MICROSECONDS 1000000u
#define LONGEST_PART 0x8000

const uint64_t timer_step = 1;

static void begin_part(struct timer *timer)
{
    uint64_t left = timer->length - timer->passed;

    timer->part = (uint32_t)(left < LONGEST_PART ? left : LONGEST_PART);
    timer_put(timer, CONTROL, CONTROL_ONCE);
    timer_put(timer, COUNT, timer->part & 0xff);
    timer_put(timer, COUNT, timer->part >> 8);
}

/* Ticks since the part began, modulo 2^16. */
static uint16_t get_passed_of_part(struct timer *timer)
{
    timer_put(timer, CONTROL, CONTROL_LATCH);
    uint32_t low = timer_get(timer, COUNT);
    uint32_t count = low | timer_get(timer, COUNT) << 8;
    return (uint16_t)(timer->part - count);
}

void timer_start(struct timer *timer, uint64_t microseconds)
{
    timer->length = microseconds / MICROSECONDS * HZ +
                    (microseconds % MICROSECONDS * HZ + MICROSECONDS - 1) / MICROSECONDS;
    timer->passed = 0;
    begin_part(timer);
}

/* A mode without a count never interrupts. */
void timer_stop(struct timer *timer)
{
    timer->length = 0;
    timer->part = 0;
    timer_put(timer, CONTROL, CONTROL_ONCE);
}

static bool part_is_over(struct timer *timer)
{
    timer_put(timer, CONTROL, CONTROL_STATUS);
    return timer->part != 0 && (timer_get(timer, COUNT) & STATUS_IS_OVER) != 0;
}

bool timer_acknowledge(struct timer *timer)
{
    bool is_over = part_is_over(timer);

    if (is_over) {
        timer->passed += get_passed_of_part(timer);
        is_over = timer->passed >= timer->length;
        if (is_over) {
            timer->part = 0;
        } else {
            begin_part(timer);
        }
    }
    (void)seL4_IRQHandler_Ack(timer->irq.capPtr);
    return is_over;
}

uint64_t timer_read(struct timer *timer)
{
    uint64_t ticks = timer->passed + (timer->part != 0 ? get_passed_of_part(timer) : 0u);

    return ticks / HZ * MICROSECONDS + ticks % HZ * MICROSECONDS / HZ;
}
