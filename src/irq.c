/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts by their number, which all architectures have; the other kinds are the architecture's.
 */
#include "arch.h"
#include "resource.h"

static seL4_Error check_simple(const IrqAllocMessageSimple *request, const simple_t *simple)
{
    if (request->setTrigger) {
        return sel4rpc_arch_irq_trigger_check(request, simple);
    }
    if (simple->arch_simple.irq == NULL) {
        return seL4_IllegalOperation;
    }
    return request->irq > ARCH_MAX_IRQ ? seL4_RangeError : seL4_NoError;
}

static seL4_Error check(const RpcMessage *request, const simple_t *simple)
{
    const IrqAllocMessage *irq = &request->msg.irq;

    switch (irq->which_type) {
    case IrqAllocMessage_simple_tag:
        return check_simple(&irq->type.simple, simple);
    case IrqAllocMessage_msi_tag:
        return sel4rpc_arch_irq_msi_check(&irq->type.msi, simple);
    case IrqAllocMessage_ioapic_tag:
        return sel4rpc_arch_irq_ioapic_check(&irq->type.ioapic, simple);
    default:
        return seL4_InvalidArgument; /* no type at all, or one that is unknown here */
    }
}

static int obtain(const RpcMessage *request, simple_t *simple, cspacepath_t path)
{
    const IrqAllocMessage *irq = &request->msg.irq;
    bool by_number = irq->which_type == IrqAllocMessage_simple_tag && !irq->type.simple.setTrigger;

    return by_number ? (int)simple_get_IRQ_handler(simple, (int)irq->type.simple.irq, path)
                     : sel4rpc_arch_irq_obtain(irq, simple, path);
}

const struct device_resource sel4rpc_irq_resource = {check, obtain};
