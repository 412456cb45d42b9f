/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC's timer: its registers are I/O ports.
 */
#include "../devices.h"
#include "../timer_device.h"

#include <vka/capops.h>

static seL4_Uint16 port(unsigned offset)
{
    return (seL4_Uint16)(timer_device.registers.first + offset);
}

int timer_open_registers(struct timer *timer)
{
    sel4rpc_platform_t *platform = timer->platform;
    cspacepath_t *path = &timer->ports;

    if (vka_cspace_alloc_path(&platform->vka, path) != 0) {
        return seL4_NotEnoughMemory;
    }
    int error = (int)simple_get_IOPort_cap(&platform->simple, port(0), (uint16_t)timer_device.registers.last,
                                           path->root, path->capPtr, path->capDepth);
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
    return (int)simple_get_IRQ_handler(&timer->platform->simple, TIMER_IRQ, *path);
}

uint32_t timer_get(const struct timer *timer, unsigned offset)
{
    return seL4_X86_IOPort_In8(timer->ports.capPtr, port(offset)).result;
}

void timer_put(const struct timer *timer, unsigned offset, uint32_t value)
{
    (void)seL4_X86_IOPort_Out8(timer->ports.capPtr, port(offset), value);
}
