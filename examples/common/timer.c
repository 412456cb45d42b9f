/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A timer's interrupt and registers; see timer.h.
 */
#include "timer_device.h"

#include <vka/capops.h>

/* Takes the interrupt, and has it signal the notification. */
static int open_irq(struct timer *timer, seL4_CPtr notification)
{
    vka_t *vka = &timer->platform->vka;
    int error = vka_cspace_alloc_path(vka, &timer->irq);

    if (error != 0) {
        return seL4_NotEnoughMemory;
    }
    error = timer_get_irq(timer, &timer->irq);
    if (error == 0) {
        error = (int)seL4_IRQHandler_SetNotification(timer->irq.capPtr, notification);
        if (error == 0) {
            return 0;
        }
        (void)vka_cnode_delete(&timer->irq);
    }
    vka_cspace_free_path(vka, timer->irq);
    return error;
}

static void close_irq(struct timer *timer)
{
    (void)vka_cnode_delete(&timer->irq);
    vka_cspace_free_path(&timer->platform->vka, timer->irq);
}

int timer_open(struct timer *timer, sel4rpc_platform_t *platform, seL4_CPtr notification)
{
    *timer = (struct timer){.platform = platform};
    int error = timer_open_registers(timer);

    if (error != 0) {
        return error;
    }
    timer_stop(timer);
    error = open_irq(timer, notification);
    if (error != 0) {
        timer_close_registers(timer);
    }
    return error;
}

void timer_close(struct timer *timer)
{
    timer_stop(timer);
    close_irq(timer);
    timer_close_registers(timer);
}
