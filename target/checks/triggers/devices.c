/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of interrupts of Arm and RISC-V, which have no I/O ports.
 */
#include "../parts.h"

const uint64_t arch_device_address = SPARE_ADDRESS;

static int plain(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq(rpc, SPARE_IRQ, slot, cookie);
}

static int edge(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_trigger(rpc, SPARE_IRQ, true, slot, cookie);
}

static int pin(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_ioapic(rpc, 0, 16, 1, 1, 7, slot, cookie);
}

static int msi(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_msi(rpc, 1, 2, 3, 0, 8, slot, cookie);
}

static int ports(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(rpc, 0x378, 0x37f, slot, cookie);
}

const struct device_row arch_devices[] = {
    {"an interrupt without a trigger", 0, plain},
    {"an edge triggered interrupt", 0, edge},
    {"a pin of the I/O APIC", seL4_IllegalOperation, pin},
    {"an MSI", seL4_IllegalOperation, msi},
    {"ports", seL4_IllegalOperation, ports},
};
const size_t arch_device_count = sizeof(arch_devices) / sizeof(arch_devices[0]);
