/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86: interrupts as messages and at I/O APIC pins, and I/O ports. Its interrupts have no trigger to choose
 * by number.
 */
#include "arch/arch.h"

/* Vectors are numbers of 8 bits, some of them the processor's; the kernel knows which, and refuses these. */
#define MAX_VECTOR 255
#define MAX_IOAPIC 7
#define MAX_PIN 255

seL4_Error srpc_arch_irq_trigger_check(const IrqAllocMessageSimple *request, const simple_t *simple)
{
    (void)request;
    (void)simple;
    return seL4_IllegalOperation;
}

seL4_Error srpc_arch_irq_msi_check(const IrqAllocMessagex86_MSI *request, const simple_t *simple)
{
    if (simple->arch_simple.msi == NULL) {
        return seL4_IllegalOperation;
    }
    bool in_range = request->pci_bus <= 255 && request->pci_dev <= 31 && request->pci_func <= 7 &&
                    request->handle <= UINT32_MAX && request->vector <= MAX_VECTOR;

    return in_range ? seL4_NoError : seL4_RangeError;
}

seL4_Error srpc_arch_irq_ioapic_check(const IrqAllocMessagex86_IOAPIC *request, const simple_t *simple)
{
    if (simple->arch_simple.ioapic == NULL) {
        return seL4_IllegalOperation;
    }
    bool in_range = request->ioapic <= MAX_IOAPIC && request->pin <= MAX_PIN && request->level <= 1 &&
                    request->polarity <= 1 && request->vector <= MAX_VECTOR;

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
