/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC's timer: its registers are I/O ports.
 */
#include "../timer_device.h"

#include <vka/capops.h>

#define FIRST_PORT 0x40
#define LAST_PORT 0x43
#define IRQ 0 /* which on an I/O APIC is pin 2: the platform knows */

int timer_open_registers(struct timer *timer)
{
    sel4rpc_platform_t *platform = timer->platform;
    cspacepath_t *path = &timer->ports;

    if (vka_cspace_alloc_path(&platform->vka, path) != 0) {
        return seL4_NotEnoughMemory;
    }
    int error = (int)simple_get_IOPort_cap(&platform->simple, FIRST_PORT, LAST_PORT, path->root, path->capPtr,
                                           path->capDepth);
    if (error != 0) {
        vka_cspace_free_path(&platform->vka, *path);
    }
    return error;
}

void timer_close_registers(struct timer *timer)
{
    (void)vka_cnode_delete(&timer->ports);
    vka_cspace_free_path(&timer->platform->vka, timer->ports);
}

int timer_get_irq(struct timer *timer, const cspacepath_t *path)
{
    return (int)simple_get_IRQ_handler(&timer->platform->simple, IRQ, *path);
}

uint32_t timer_get(const struct timer *timer, unsigned offset)
{
    return seL4_X86_IOPort_In8(timer->ports.capPtr, (seL4_Uint16)(FIRST_PORT + offset)).result;
}

void timer_put(const struct timer *timer, unsigned offset, uint32_t value)
{
    (void)seL4_X86_IOPort_Out8(timer->ports.capPtr, FIRST_PORT + offset, value);
}
