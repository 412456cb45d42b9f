/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC's devices through the library: COM2's ports, and its interrupt by pin.
 */
#include "../../../examples/common/devices.h"
#include "../ask.h"

int ask_ports(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return device_get_registers(child, &spare_device, slot, &granted->cookie);
}

int ask_irq(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    seL4_Word irq = (seL4_Word)spare_device.irq.first;

    return sel4rpc_get_irq_ioapic(&child->rpc, 0, irq, 0, 0, irq, slot, &granted->cookie);
}
