/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts: plain numbers on all architectures, other kinds as the architecture has them. The kernel
 * refuses a second handler for a number or a vector, but not for an I/O APIC pin; so we remember leased pins.
 */
#include "arch/arch.h"
#include "server/resource.h"

static bool is_plain_number(const IrqAllocMessage *irq)
{
    const IrqAllocMessageSimple *simple = &irq->type.simple;

    return irq->which_type == IrqAllocMessage_simple_tag && !simple->setTrigger && simple->target == 0;
}

static seL4_Error check(const IrqAllocMessage *irq, const simple_t *simple)
{
    if (!is_plain_number(irq)) {
        return srpc_arch_irq_check(irq, simple);
    }
    if (simple->arch_simple.irq == NULL) {
        return seL4_IllegalOperation;
    }
    return irq->type.simple.irq <= ARCH_MAX_IRQ ? seL4_NoError : seL4_RangeError;
}

/* All that a request says besides its number, as one number, if each part is in its range. */
static uint64_t how_of(const IrqAllocMessage *irq)
{
    const IrqAllocMessageSimple *simple = &irq->type.simple;
    const IrqAllocMessagex86_MSI *msi = &irq->type.msi;
    const IrqAllocMessagex86_IOAPIC *pin = &irq->type.ioapic;

    switch (irq->which_type) {
    case IrqAllocMessage_msi_tag:
        return msi->handle << 16 | msi->pci_bus << 8 | msi->pci_dev << 3 | msi->pci_func;
    case IrqAllocMessage_ioapic_tag:
        return pin->vector << 2 | pin->level << 1 | pin->polarity;
    default: /* the trigger of a plain number does not count */
        return simple->setTrigger ? simple->target << 2 | simple->trigger << 1 | 1 : 0;
    }
}

static seL4_Error describe(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim)
{
    const IrqAllocMessage *irq = &request->msg.irq;

    if (env->simple == NULL) {
        return seL4_IllegalOperation;
    }
    switch (irq->which_type) {
    case IrqAllocMessage_simple_tag:
        *claim = (struct claim){.kind = LeaseKind_IRQ,
                                .first = irq->type.simple.irq,
                                .needs = irq->type.simple.target != 0 ? LeaseKind_CORE : LeaseKind_NONE,
                                .needed = irq->type.simple.target};
        break;
    case IrqAllocMessage_msi_tag:
        *claim = (struct claim){.kind = LeaseKind_MSI, .first = irq->type.msi.vector};
        break;
    case IrqAllocMessage_ioapic_tag:
        *claim = (struct claim){.kind = LeaseKind_IOAPIC,
                                .first = SEL4RPC_PIN(irq->type.ioapic.ioapic, irq->type.ioapic.pin),
                                .needs = LeaseKind_MSI, /* they share the vectors */
                                .needed = irq->type.ioapic.vector};
        break;
    default:
        return seL4_InvalidArgument; /* no type, or an unknown one */
    }
    claim->last = claim->first;
    claim->how = how_of(irq);
    return check(irq, env->simple);
}

/* The pin that an interrupt takes. Returns false if it takes none. */
static bool find_pin(LeaseKind kind, uint64_t number, uint64_t *pin)
{
    const sel4rpc_range_t range = {number, number};
    sel4rpc_range_t pins[SRPC_ARCH_SAME_MAX];
    bool found = srpc_arch_same_numbers(kind, &range, LeaseKind_IOAPIC, pins) != 0;

    *pin = found ? pins[0].first : 0;
    return found;
}

static uint32_t pin_bit(uint64_t pin)
{
    return UINT32_C(1) << (pin % 32);
}

static seL4_Error obtain(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease)
{
    const IrqAllocMessage *irq = &request->msg.irq;
    uint64_t pin;
    bool has_pin = find_pin(claim->kind, claim->first, &pin);

    /* Not before the limits were checked: a client that may not have a pin does not learn who has it. */
    if (has_pin && (env->pins[pin / 32] & pin_bit(pin)) != 0) {
        return seL4_RevokeFirst;
    }
    int error = is_plain_number(irq) ? (int)simple_get_IRQ_handler(env->simple, (int)claim->first, *path)
                                     : srpc_arch_irq_obtain(irq, env->simple, *path);
    /* A pin without a lease is not remembered: nobody would say when it is free. */
    if (error == seL4_NoError && has_pin && lease != NULL) {
        env->pins[pin / 32] |= pin_bit(pin);
    }
    return srpc_error_from(error);
}

static void free_irq(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease)
{
    uint64_t pin;

    if (find_pin((LeaseKind)lease->kind, lease->first, &pin)) {
        env->pins[pin / 32] &= ~pin_bit(pin);
    }
}

const struct resource srpc_irq_resource = {describe, obtain, free_irq, NULL};
