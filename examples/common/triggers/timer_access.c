/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The clock of qemu's boards: its registers are a page of memory.
 */
#include "../devices.h"
#include "../timer_device.h"

#include <sel4utils/mapping.h>
#include <vspace/page.h>

#define VADDR ((uintptr_t)0x50000000)
#define EDGE 0 /* it is not edge triggered */

int timer_open_registers(struct timer *timer)
{
    sel4rpc_platform_t *platform = timer->platform;

    if (vka_alloc_frame_at(&platform->vka, seL4_PageBits, TIMER_ADDRESS, &timer->frame) != 0) {
        return seL4_NotEnoughMemory;
    }
    timer->table_count = TIMER_MAX_TABLES;
    int error = sel4utils_map_page(&platform->vka, simple_get_pd(&platform->simple), timer->frame.cptr,
                                   (void *)VADDR, seL4_ReadWrite, false, timer->tables, &timer->table_count);
    if (error != 0) {
        vka_free_object(&platform->vka, &timer->frame);
    }
    return error;
}

void timer_close_registers(struct timer *timer)
{
    vka_t *vka = &timer->platform->vka;

    (void)seL4_ARCH_Page_Unmap(timer->frame.cptr);
    while (timer->table_count > 0) {
        vka_free_object(vka, &timer->tables[--timer->table_count]);
    }
    vka_free_object(vka, &timer->frame);
}

int timer_get_irq(struct timer *timer, const cspacepath_t *path)
{
    return (int)arch_simple_get_IRQ_trigger(&timer->platform->simple.arch_simple, TIMER_IRQ, EDGE, *path);
}

uint32_t timer_get(const struct timer *timer, unsigned offset)
{
    (void)timer;
    return *(volatile uint32_t *)(VADDR + offset);
}

void timer_put(const struct timer *timer, unsigned offset, uint32_t value)
{
    (void)timer;
    *(volatile uint32_t *)(VADDR + offset) = value;
}
