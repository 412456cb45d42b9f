/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts of Arm and RISC-V, which have no ports.
 */
#include "../devices.h"

static int irq(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq(rpc, 33, slot, cookie);
}

static int next_irq(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq(rpc, 34, slot, cookie);
}

static int level(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_trigger(rpc, 35, false, slot, cookie);
}

static int edge(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_trigger(rpc, 36, true, slot, cookie);
}

const struct device devices[DEVICE_COUNT] = {
    {"interrupt 33", irq}, {"interrupt 34", next_irq}, {"interrupt 35", level}, {"interrupt 36", edge}};

static int triggered(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_trigger(rpc, 33, true, slot, NULL);
}

const struct bad_device colliding_devices[] = {{"interrupt 33 with a trigger", seL4_RevokeFirst, triggered},
                                               {0}};

static int ports(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_ioports(rpc, 0x2f8, 0x2ff, slot, NULL);
}

static int pin(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_ioapic(rpc, 0, 18, 1, 1, 10, slot, NULL);
}

static int msi(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_msi(rpc, 1, 2, 3, 0, 9, slot, NULL);
}

static int high_irq(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_trigger(rpc, (seL4_Word)1 << 31, true, slot, NULL);
}

const struct bad_device bad_devices[] = {{"ports", seL4_IllegalOperation, ports},
                                         {"a pin", seL4_IllegalOperation, pin},
                                         {"an MSI", seL4_IllegalOperation, msi},
                                         {"interrupt 2^31 with a trigger", seL4_RangeError, high_irq},
                                         {0}};
