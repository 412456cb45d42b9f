/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86: MSIs, interrupts at I/O APIC pins, and I/O ports; no interrupts by number with a trigger.
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

bool srpc_arch_has_ioports(const simple_t *simple)
{
    return simple->arch_simple.IOPort_cap != NULL;
}
