/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC's devices: I/O ports, and interrupts by number or, if the kernel uses the I/O APIC, by pin.
 */
#include "../devices.h"

#include <vka/capops.h>

#define DEVICE(registers, irq, pin)                                                                          \
    {                                                                                                        \
        registers, {irq, irq},                                                                               \
        {                                                                                                    \
            SEL4RPC_PIN(0, pin), SEL4RPC_PIN(0, pin)                                                         \
        }                                                                                                    \
    }

const struct device serial_device = DEVICE(SERIAL_REGISTERS, SERIAL_IRQ, SERIAL_IRQ);
const struct device spare_device = DEVICE(SPARE_REGISTERS, SPARE_IRQ, SPARE_IRQ);
const struct device timer_device = DEVICE(TIMER_REGISTERS, TIMER_IRQ, TIMER_PIN);

int device_get_registers(sel4rpc_child_t *child, const struct device *device, sel4rpc_slot_t slot,
                         uint64_t *cookie)
{
    return sel4rpc_get_ioports(&child->rpc, (seL4_Word)device->registers.first,
                               (seL4_Word)device->registers.last, slot, cookie);
}

/* A kernel that uses the I/O APIC offers interrupts by pin only: here with a vector of the same number. */
int device_get_irq(sel4rpc_child_t *child, const struct device *device, sel4rpc_slot_t slot, uint64_t *cookie)
{
    seL4_Word irq = (seL4_Word)device->irq.first;
    int error = sel4rpc_get_irq(&child->rpc, irq, slot, cookie);

    if (error == seL4_IllegalOperation) {
        error = sel4rpc_get_irq_ioapic(&child->rpc, 0, irq, 0, 0, irq, slot, cookie);
    }
    return error;
}

static int try(simple_t *simple, const struct device *device, const cspacepath_t *path)
{
    int error = (int)simple_get_IOPort_cap(simple, (uint16_t)device->registers.first,
                                           (uint16_t)device->registers.last, path->root, path->capPtr,
                                           path->capDepth);

    if (error == seL4_NoError) {
        error = vka_cnode_delete(path);
    }
    if (error == seL4_NoError) {
        error = (int)simple_get_IRQ_handler(simple, (int)device->irq.first, *path);
    }
    return error == seL4_NoError ? vka_cnode_delete(path) : error;
}

int device_try(sel4rpc_platform_t *platform, const struct device *device)
{
    cspacepath_t path;
    int error = vka_cspace_alloc_path(&platform->vka, &path);

    if (error == 0) {
        error = try(&platform->simple, device, &path);
        vka_cspace_free_path(&platform->vka, path);
    }
    return error;
}
