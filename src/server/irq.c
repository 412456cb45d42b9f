/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts. By number all architectures have them; the other kinds are the architecture's. The kernel
 * refuses a second handler for a number and for a vector, but not for an I/O APIC pin: pins that are leased
 * are remembered here.
 */
#include "arch/arch.h"
#include "server/resource.h"

static seL4_Error check_number(const IrqAllocMessageSimple *request, const simple_t *simple)
{
    if (request->setTrigger) {
        return srpc_arch_irq_trigger_check(request, simple);
    }
    if (simple->arch_simple.irq == NULL) {
        return seL4_IllegalOperation;
    }
    return request->irq > ARCH_MAX_IRQ ? seL4_RangeError : seL4_NoError;
}

static uint32_t *pin_word(sel4rpc_server_env_t *env, uint64_t pin)
{
    return &env->leases.pins[pin / 32];
}

static bool pin_is_leased(const sel4rpc_server_env_t *env, uint64_t pin)
{
    return (env->leases.pins[pin / 32] >> (pin % 32) & 1) != 0;
}

/* Where a check fails, the numbers in the claim mean nothing, and nobody uses them. */
static seL4_Error describe(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim)
{
    const IrqAllocMessage *irq = &request->msg.irq;
    seL4_Error error;

    if (env->simple == NULL) {
        return seL4_IllegalOperation;
    }
    switch (irq->which_type) {
    case IrqAllocMessage_simple_tag:
        error = check_number(&irq->type.simple, env->simple);
        *claim = (struct claim){.kind = LeaseKind_IRQ, .first = irq->type.simple.irq};
        break;
    case IrqAllocMessage_msi_tag:
        error = srpc_arch_irq_msi_check(&irq->type.msi, env->simple);
        *claim = (struct claim){.kind = LeaseKind_MSI, .first = irq->type.msi.vector};
        break;
    case IrqAllocMessage_ioapic_tag:
        error = srpc_arch_irq_ioapic_check(&irq->type.ioapic, env->simple);
        *claim = (struct claim){.kind = LeaseKind_IOAPIC,
                                .first = SEL4RPC_PIN(irq->type.ioapic.ioapic, irq->type.ioapic.pin),
                                .vector = irq->type.ioapic.vector};
        break;
    default:
        return seL4_InvalidArgument; /* no type at all, or one that is unknown here */
    }
    claim->last = claim->first;
    return error;
}

static seL4_Error obtain(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease)
{
    const IrqAllocMessage *irq = &request->msg.irq;
    bool by_number = irq->which_type == IrqAllocMessage_simple_tag && !irq->type.simple.setTrigger;

    /* Not before the limits were checked: who may not have a pin is not told whether somebody has it. */
    if (claim->kind == LeaseKind_IOAPIC && pin_is_leased(env, claim->first)) {
        return seL4_RevokeFirst;
    }
    int error = by_number ? (int)simple_get_IRQ_handler(env->simple, (int)irq->type.simple.irq, *path)
                          : srpc_arch_irq_obtain(irq, env->simple, *path);

    /* What is handed over without a lease is not remembered: nobody would say when it is free. */
    if (error == seL4_NoError && claim->kind == LeaseKind_IOAPIC && lease != NULL) {
        *pin_word(env, claim->first) |= UINT32_C(1) << (claim->first % 32);
    }
    return srpc_error_from(error);
}

static void free_irq(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease)
{
    if (lease->kind == LeaseKind_IOAPIC) {
        *pin_word(env, lease->first) &= ~(UINT32_C(1) << (lease->first % 32));
    }
}

const struct resource srpc_irq_resource = {describe, obtain, free_irq};
