/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The strict simple; see fake_simple.h.
 */
#include "fake_simple.h"

#include "scripted_kernel.h"
#include "steps.h"
#include "test.h"

static const struct {
    uintptr_t paddr;
    size_t size_bits;
    bool device;
} platform[] = {{FAKE_RAM, FAKE_RAM_BITS, false}, {FAKE_DEVICE, FAKE_DEVICE_BITS, true}};

bool fake_platform_has(uintptr_t paddr, seL4_Word bits)
{
    for (size_t i = 0; i < COUNT_OF(platform); i++) {
        if (bits <= platform[i].size_bits &&
            paddr >> platform[i].size_bits == platform[i].paddr >> platform[i].size_bits) {
            return true;
        }
    }
    return false;
}

static int untyped_count(void *data)
{
    (void)data;
    return COUNT_OF(platform);
}

static seL4_CPtr nth_untyped(void *data, int n, size_t *size_bits, uintptr_t *paddr, bool *device)
{
    (void)data;
    assert_in_range(n, 0, COUNT_OF(platform) - 1);
    *size_bits = platform[n].size_bits;
    *paddr = platform[n].paddr;
    *device = platform[n].device;
    return 50 + (seL4_CPtr)n;
}

static seL4_Error obtain(struct fake_simple *fake, seL4_CNode root, seL4_Word index, seL4_Word depth)
{
    assert_int_equal(root, SCRIPTED_CNODE);
    assert_int_equal(depth, seL4_WordBits);
    assert_false(scripted_slot_is_full(index));
    fake->calls++;
    if (step_fails()) {
        return seL4_RevokeFirst;
    }
    if (fake->error == 0) {
        scripted_slot_fill(index);
    }
    return (seL4_Error)fake->error;
}

static seL4_Error irq(void *data, int number, seL4_CNode root, seL4_Word index, uint8_t depth)
{
    struct fake_simple *fake = data;

    assert_in_range(number, 0, 1023);
    fake->call = FAKE_IRQ;
    fake->numbers[0] = (seL4_Word)number;
    return obtain(fake, root, index, depth);
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
    return obtain(fake, root, index, depth);
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
    return obtain(fake, root, index, depth);
}

static seL4_Error ioports(void *data, uint16_t first, uint16_t last, seL4_Word root, seL4_Word index,
                          seL4_Word depth)
{
    struct fake_simple *fake = data;

    assert_true(first <= last);
    fake->call = FAKE_IOPORTS;
    fake->numbers[0] = first;
    fake->numbers[1] = last;
    return obtain(fake, root, index, depth);
}

void fake_simple_init(struct fake_simple *fake)
{
    *fake = (struct fake_simple){
        .simple = {
            .data = fake,
            .untyped_count = untyped_count,
            .nth_untyped = nth_untyped,
            .arch_simple = {.data = fake, .irq = irq, .msi = msi, .ioapic = ioapic, .IOPort_cap = ioports}}};
}
