/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The clock of qemu's Arm board, a PL031: it counts seconds, and interrupts when they match a register.
 * Source: Arm's technical reference manual, DDI 0224.
 */
#include "timer_device.h"

enum { DATA = 0x00, MATCH = 0x04, INTERRUPT_MASK = 0x10, RAW_STATUS = 0x14, CLEAR = 0x1c };
#define MICROSECONDS 1000000u

const uint64_t timer_step = MICROSECONDS;

/* The present second has begun already, so one more must pass. */
void timer_start(struct timer *timer, uint64_t microseconds)
{
    timer->length = (microseconds + MICROSECONDS - 1) / MICROSECONDS + 1;
    timer_stop(timer);
    timer->begun = timer_get(timer, DATA);
    timer_put(timer, MATCH, (uint32_t)(timer->begun + timer->length));
    timer_put(timer, INTERRUPT_MASK, 1);
}

void timer_stop(struct timer *timer)
{
    timer_put(timer, INTERRUPT_MASK, 0);
    timer_put(timer, CLEAR, 1);
}

bool timer_acknowledge(struct timer *timer)
{
    bool is_over = timer_get(timer, INTERRUPT_MASK) != 0 && timer_get(timer, RAW_STATUS) != 0;

    if (is_over) {
        timer_stop(timer);
    }
    (void)seL4_IRQHandler_Ack(timer->irq.capPtr);
    return is_over;
}

uint64_t timer_read(struct timer *timer)
{
    return (uint64_t)(uint32_t)(timer_get(timer, DATA) - timer->begun) * MICROSECONDS;
}
