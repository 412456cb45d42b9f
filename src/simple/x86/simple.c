/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86's part of the child's simple_t: I/O ports, MSIs, and interrupts at I/O APIC pins.
 */
#include "simple/parts.h"

#include <sel4rpc/lease.h>

static seL4_Error get_ioports(void *data, uint16_t first, uint16_t last, seL4_Word root, seL4_Word index,
                              seL4_Word depth)
{
    sel4rpc_simple_t *simple = data;
    sel4rpc_slot_t slot = {root, index, depth};
    sel4rpc_simple_record_t *record = srpc_simple_record(simple, LeaseKind_IOPORT, first, last);

    return record == NULL
               ? seL4_NotEnoughMemory
               : srpc_simple_granted(simple, record, slot,
                                     sel4rpc_get_ioports(simple->client, first, last, slot, &record->cookie));
}

static seL4_Error get_msi(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word pci_bus,
                          seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle, seL4_Word vector)
{
    sel4rpc_simple_t *simple = data;
    sel4rpc_slot_t slot = {root, index, depth};
    sel4rpc_simple_record_t *record = srpc_simple_record(simple, LeaseKind_MSI, vector, vector);

    return record == NULL
               ? seL4_NotEnoughMemory
               : srpc_simple_granted(simple, record, slot,
                                     sel4rpc_get_irq_msi(simple->client, pci_bus, pci_dev, pci_func, handle,
                                                         vector, slot, &record->cookie));
}

static seL4_Error get_ioapic(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word ioapic,
                             seL4_Word pin, seL4_Word level, seL4_Word polarity, seL4_Word vector)
{
    sel4rpc_simple_t *simple = data;
    sel4rpc_slot_t slot = {root, index, depth};
    uint64_t number = SEL4RPC_PIN(ioapic, pin);
    sel4rpc_simple_record_t *record = srpc_simple_record(simple, LeaseKind_IOAPIC, number, number);

    return record == NULL
               ? seL4_NotEnoughMemory
               : srpc_simple_granted(simple, record, slot,
                                     sel4rpc_get_irq_ioapic(simple->client, ioapic, pin, level, polarity,
                                                            vector, slot, &record->cookie));
}

void srpc_arch_simple_make(sel4rpc_simple_t *simple, arch_simple_t *made)
{
    *made = (arch_simple_t){.data = simple,
                            .IOPort_cap = get_ioports,
                            .msi = get_msi,
                            .irq = srpc_simple_irq,
                            .ioapic = get_ioapic};
}
