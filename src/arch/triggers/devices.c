/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm and RISC-V: interrupts by number with a trigger; neither x86's kinds of interrupts nor I/O ports.
 */
#include "arch/arch.h"

seL4_Error srpc_arch_irq_check(const IrqAllocMessage *request, const simple_t *simple)
{
    const IrqAllocMessageSimple *irq = &request->type.simple;

    if (request->which_type != IrqAllocMessage_simple_tag || simple->arch_simple.irq_trigger == NULL ||
        (irq->target != 0 && srpc_target_cores == 1)) {
        return seL4_IllegalOperation;
    }
    if (!irq->setTrigger) {
        return seL4_InvalidArgument; /* there is no call for a core alone */
    }
    return irq->irq <= ARCH_MAX_IRQ && irq->trigger <= 1 && irq->target < srpc_target_cores ? seL4_NoError
                                                                                            : seL4_RangeError;
}

int srpc_arch_irq_obtain(const IrqAllocMessage *request, simple_t *simple, cspacepath_t path)
{
    const IrqAllocMessageSimple *irq = &request->type.simple;

    return (int)arch_simple_get_IRQ_trigger_cpu(&simple->arch_simple, (int)irq->irq, (int)irq->trigger,
                                                (int)irq->target, path);
}

size_t srpc_arch_same_numbers(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other,
                              sel4rpc_range_t *same)
{
    same[0] = *range;
    return kind == other ? 1 : 0;
}

bool srpc_arch_has_ioports(const simple_t *simple)
{
    (void)simple;
    return false;
}
