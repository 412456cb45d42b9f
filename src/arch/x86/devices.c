/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86: MSIs, interrupts at I/O APIC pins, and I/O ports; no interrupts by number with a trigger.
 *
 * seL4_libs' simple_t takes interrupt n from pin n of I/O APIC 0, 0 from pin 2, and delivers it as vector n.
 * So an interrupt by number is also a pin and a vector.
 */
#include "arch/arch.h"

/* Vectors have 8 bits. The kernel refuses those that are the processor's. */
#define MAX_VECTOR 255

static bool is_msi(const IrqAllocMessagex86_MSI *msi)
{
    return msi->pci_bus <= 255 && msi->pci_dev <= 31 && msi->pci_func <= 7 && msi->handle <= UINT32_MAX &&
           msi->vector <= MAX_VECTOR;
}

static bool is_pin(const IrqAllocMessagex86_IOAPIC *pin)
{
    return pin->ioapic <= 7 && pin->pin <= 255 && pin->level <= 1 && pin->polarity <= 1 &&
           pin->vector <= MAX_VECTOR;
}

seL4_Error srpc_arch_irq_check(const IrqAllocMessage *request, const simple_t *simple)
{
    bool in_range;

    if (request->which_type == IrqAllocMessage_msi_tag && simple->arch_simple.msi != NULL) {
        in_range = is_msi(&request->type.msi);
    } else if (request->which_type == IrqAllocMessage_ioapic_tag && simple->arch_simple.ioapic != NULL) {
        in_range = is_pin(&request->type.ioapic);
    } else {
        return seL4_IllegalOperation;
    }
    return in_range ? seL4_NoError : seL4_RangeError;
}

int srpc_arch_irq_obtain(const IrqAllocMessage *request, simple_t *simple, cspacepath_t path)
{
    if (request->which_type == IrqAllocMessage_msi_tag) {
        const IrqAllocMessagex86_MSI *msi = &request->type.msi;
        return (int)arch_simple_get_msi(&simple->arch_simple, path, (seL4_Word)msi->pci_bus,
                                        (seL4_Word)msi->pci_dev, (seL4_Word)msi->pci_func,
                                        (seL4_Word)msi->handle, (seL4_Word)msi->vector);
    }
    const IrqAllocMessagex86_IOAPIC *pin = &request->type.ioapic;

    return (int)arch_simple_get_ioapic(&simple->arch_simple, path, (seL4_Word)pin->ioapic,
                                       (seL4_Word)pin->pin, (seL4_Word)pin->level, (seL4_Word)pin->polarity,
                                       (seL4_Word)pin->vector);
}

#define TIMER_PIN 2  /* of interrupt 0 */
#define LAST_PIN 255 /* of I/O APIC 0 */

/* Interrupts as pins, or pins as interrupts: the numbers are the same, but that `from` is `to`. */
static size_t renumber(const sel4rpc_range_t *range, uint64_t from, uint64_t to, sel4rpc_range_t *same)
{
    size_t count = 0;

    if (range->first <= from && from <= range->last) {
        same[count++] = (sel4rpc_range_t){to, to};
    }
    if (range->last != 0 && range->first <= LAST_PIN) {
        same[count++] = (sel4rpc_range_t){range->first != 0 ? range->first : 1,
                                          range->last < LAST_PIN ? range->last : LAST_PIN};
    }
    return count;
}

size_t srpc_arch_same_numbers(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other,
                              sel4rpc_range_t *same)
{
    if (kind == LeaseKind_IRQ && other == LeaseKind_IOAPIC) {
        return renumber(range, 0, TIMER_PIN, same);
    }
    if (kind == LeaseKind_IOAPIC && other == LeaseKind_IRQ) {
        return renumber(range, TIMER_PIN, 0, same);
    }
    same[0] = *range;
    return kind == other || (kind == LeaseKind_IRQ && other == LeaseKind_MSI) ||
           (kind == LeaseKind_MSI && other == LeaseKind_IRQ);
}

bool srpc_arch_has_ioports(const simple_t *simple)
{
    return simple->arch_simple.IOPort_cap != NULL;
}
