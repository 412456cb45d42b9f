/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Devices of x86 that can fail.
 */
#include "faulty.h"

static seL4_Error ports(void *data, uint16_t first, uint16_t last, seL4_Word root, seL4_Word dest,
                        seL4_Word depth)
{
    struct faulty *faulty = data;
    arch_simple_t *simple = &faulty->real_simple->arch_simple;

    return faulty_fails(faulty, &faulty->simple_n)
               ? seL4_NotEnoughMemory
               : simple->IOPort_cap(simple->data, first, last, root, dest, depth);
}

static seL4_Error msi(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word pci_bus,
                      seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle, seL4_Word vector)
{
    struct faulty *faulty = data;
    arch_simple_t *simple = &faulty->real_simple->arch_simple;

    if (faulty_fails(faulty, &faulty->simple_n)) {
        return seL4_NotEnoughMemory;
    }
    return simple->msi(simple->data, root, index, depth, pci_bus, pci_dev, pci_func, handle, vector);
}

static seL4_Error ioapic(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word number,
                         seL4_Word pin, seL4_Word level, seL4_Word polarity, seL4_Word vector)
{
    struct faulty *faulty = data;
    arch_simple_t *simple = &faulty->real_simple->arch_simple;

    if (faulty_fails(faulty, &faulty->simple_n)) {
        return seL4_NotEnoughMemory;
    }
    return simple->ioapic(simple->data, root, index, depth, number, pin, level, polarity, vector);
}

void faulty_add_devices(arch_simple_t *simple)
{
    simple->IOPort_cap = ports;
    simple->msi = msi;
    simple->ioapic = ioapic;
}
