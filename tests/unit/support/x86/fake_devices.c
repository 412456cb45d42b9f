/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The strict simple's devices on x86.
 */
#include "../fake_simple.h"

#include "../test.h"

static seL4_Error irq(void *data, int number, seL4_CNode root, seL4_Word index, uint8_t depth)
{
    struct fake_simple *fake = data;

    assert_in_range(number, 0, 1023);
    fake->call = FAKE_IRQ;
    fake->numbers[0] = (seL4_Word)number;
    return fake_obtain(fake, root, index, depth);
}

static seL4_Error msi(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word pci_bus,
                      seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle, seL4_Word vector)
{
    struct fake_simple *fake = data;

    assert_in_range(pci_bus, 0, 255);
    assert_in_range(pci_dev, 0, 31);
    assert_in_range(pci_func, 0, 7);
    assert_in_range(handle, 0, UINT32_MAX);
    assert_in_range(vector, 0, 255);
    fake->call = FAKE_MSI;
    seL4_Word numbers[] = {pci_bus, pci_dev, pci_func, handle, vector};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        fake->numbers[i] = numbers[i];
    }
    return fake_obtain(fake, root, index, depth);
}

static seL4_Error ioapic(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word number,
                         seL4_Word pin, seL4_Word level, seL4_Word polarity, seL4_Word vector)
{
    struct fake_simple *fake = data;

    assert_in_range(number, 0, 255);
    assert_in_range(pin, 0, 255);
    assert_in_range(level, 0, 1);
    assert_in_range(polarity, 0, 1);
    assert_in_range(vector, 0, 255);
    fake->call = FAKE_IOAPIC;
    seL4_Word numbers[] = {number, pin, level, polarity, vector};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        fake->numbers[i] = numbers[i];
    }
    return fake_obtain(fake, root, index, depth);
}

static seL4_Error ioports(void *data, uint16_t first, uint16_t last, seL4_Word root, seL4_Word index,
                          seL4_Word depth)
{
    struct fake_simple *fake = data;

    assert_true(first <= last);
    fake->call = FAKE_IOPORTS;
    fake->numbers[0] = first;
    fake->numbers[1] = last;
    return fake_obtain(fake, root, index, depth);
}

const arch_simple_t fake_devices = {.irq = irq, .msi = msi, .ioapic = ioapic, .IOPort_cap = ioports};
