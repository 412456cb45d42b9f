/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts and ports of x86.
 */
#include "../devices.h"

static int irq(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq(rpc, 4, slot, cookie);
}

static int msi(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_msi(rpc, 1, 2, 3, 0, 9, slot, cookie);
}

static int pin(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_ioapic(rpc, 0, 18, 1, 1, 10, slot, cookie);
}

static int ports(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(rpc, 0x3f8, 0x3ff, slot, cookie);
}

const struct device devices[DEVICE_COUNT] = {
    {"interrupt 4", irq}, {"an MSI", msi}, {"a pin", pin}, {"ports", ports}};

static int last_port(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_ioports(rpc, 0x3ff, 0x400, slot, NULL);
}

static int pins_vector(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_msi(rpc, 1, 2, 4, 0, 10, slot, NULL);
}

const struct bad_device colliding_devices[] = {
    {"the last port", seL4_RevokeFirst, last_port},
    {"an MSI with the vector of the pin", seL4_RevokeFirst, pins_vector},
    {0}};

static int local_apic(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t memory;

    return sel4rpc_alloc_memory_at(rpc, 0xfee00000, seL4_UntypedObject, 12, slot, &memory);
}

static int trigger(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_trigger(rpc, 4, true, slot, NULL);
}

static int high_port(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_ioports(rpc, 0x102f8, 0x102ff, slot, NULL);
}

static int backwards(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_ioports(rpc, 0x2ff, 0x2f8, slot, NULL);
}

static int high_pin(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_ioapic(rpc, 0, 1 << 20, 0, 0, 5, slot, NULL);
}

static int pci_device(sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_msi(rpc, 0, 32, 0, 0, 5, slot, NULL);
}

const struct bad_device bad_devices[] = {
    {"the local APIC, which is the kernel's", seL4_RangeError, local_apic},
    {"a trigger on x86", seL4_IllegalOperation, trigger},
    {"port 0x102f8", seL4_RangeError, high_port},
    {"ports backwards", seL4_InvalidArgument, backwards},
    {"I/O APIC pin 2^20", seL4_RangeError, high_pin},
    {"PCI device 32", seL4_RangeError, pci_device},
    {0}};
