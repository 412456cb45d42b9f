/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Devices of Arm and RISC-V: a page of registers, and an interrupt with a trigger.
 */
#include "../devices.h"

#include <vka/capops.h>
#include <vka/object.h>
#include <vspace/page.h>

#define EDGE 0 /* none of them is edge triggered */

#define DEVICE(address, irq)                                                                                 \
    {                                                                                                        \
        {address, (address) + 0xfff}, {irq, irq},                                                            \
        {                                                                                                    \
            0, 0                                                                                             \
        }                                                                                                    \
    }

const struct device serial_device = DEVICE(SERIAL_ADDRESS, SERIAL_IRQ);
const struct device spare_device = DEVICE(SPARE_ADDRESS, SPARE_IRQ);
const struct device timer_device = DEVICE(TIMER_ADDRESS, TIMER_IRQ);

int device_get_registers(sel4rpc_child_t *child, const struct device *device, sel4rpc_slot_t slot,
                         uint64_t *cookie)
{
    sel4rpc_memory_t memory = {.cookie = 0};
    int error = sel4rpc_alloc_memory_at(&child->rpc, device->registers.first, seL4_ARCH_4KPage, seL4_PageBits,
                                        slot, &memory);

    if (cookie != NULL) {
        *cookie = memory.cookie;
    }
    return error;
}

int device_get_irq(sel4rpc_child_t *child, const struct device *device, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_trigger(&child->rpc, (seL4_Word)device->irq.first, EDGE, slot, cookie);
}

static int try_registers(vka_t *vka, const struct device *device)
{
    vka_object_t frame;
    int error = vka_alloc_frame_at(vka, seL4_PageBits, (uintptr_t)device->registers.first, &frame);

    if (error == 0) {
        vka_free_object(vka, &frame);
    }
    return error;
}

static int try_irq(sel4rpc_platform_t *platform, const struct device *device)
{
    cspacepath_t path;
    int error = vka_cspace_alloc_path(&platform->vka, &path);

    if (error != 0) {
        return error;
    }
    error =
        (int)arch_simple_get_IRQ_trigger(&platform->simple.arch_simple, (int)device->irq.first, EDGE, path);
    if (error == 0) {
        error = vka_cnode_delete(&path);
    }
    vka_cspace_free_path(&platform->vka, path);
    return error;
}

int device_try(sel4rpc_platform_t *platform, const struct device *device)
{
    int error = try_registers(&platform->vka, device);

    return error != 0 ? error : try_irq(platform, device);
}
