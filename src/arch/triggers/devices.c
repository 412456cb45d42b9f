/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm and RISC-V: interrupts by number with a trigger. They have neither I/O ports nor x86's kinds of
 * interrupts.
 */
#include "arch/arch.h"

seL4_Error srpc_arch_irq_trigger_check(const IrqAllocMessageSimple *request, const simple_t *simple)
{
    if (simple->arch_simple.irq_trigger == NULL) {
        return seL4_IllegalOperation;
    }
    return request->irq <= ARCH_MAX_IRQ && request->trigger <= 1 ? seL4_NoError : seL4_RangeError;
}

seL4_Error srpc_arch_irq_msi_check(const IrqAllocMessagex86_MSI *request, const simple_t *simple)
{
    (void)request;
    (void)simple;
    return seL4_IllegalOperation;
}

seL4_Error srpc_arch_irq_ioapic_check(const IrqAllocMessagex86_IOAPIC *request, const simple_t *simple)
{
    (void)request;
    (void)simple;
    return seL4_IllegalOperation;
}

int srpc_arch_irq_obtain(const IrqAllocMessage *request, simple_t *simple, cspacepath_t path)
{
    const IrqAllocMessageSimple *irq = &request->type.simple;

    return (int)arch_simple_get_IRQ_trigger(&simple->arch_simple, (int)irq->irq, (int)irq->trigger, path);
}

bool srpc_arch_has_ioports(const simple_t *simple)
{
    (void)simple;
    return false;
}
