/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Devices of Arm and RISC-V through the library: the clock's interrupt, with a trigger. There are no ports.
 */
#include "../../../examples/common/devices.h"
#include "../ask.h"

int ask_ports(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    (void)child;
    (void)slot;
    (void)granted;
    return seL4_IllegalOperation;
}

int ask_irq(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return device_get_irq(child, &spare_device, slot, &granted->cookie);
}
