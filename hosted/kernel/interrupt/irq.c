/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts: handlers, and what an interrupt does.
 */
#include "kernel/interrupt/irq.h"

#include "kernel/thread/ipc.h"

void irq_issue(struct kernel *kernel, unsigned number, unsigned pin, struct slot *slot, struct slot *control)
{
    struct irq *irq = &kernel->irqs[number];
    struct capability handler = {.type = CAPABILITY_IRQ_HANDLER, .original = true, .object = &irq->object};

    irq->object.kind = CAPABILITY_IRQ_HANDLER;
    irq->object.paddr = number;
    irq->pin = (uint8_t)pin;
    irq->masked = false;
    irq->pending = false;
    slot_insert(kernel, slot, &handler, control);
    kernel->census.irq_handlers++;
}

void irq_destroy(struct kernel *kernel, struct object *object)
{
    struct irq *irq = (struct irq *)(void *)object;

    slot_release(kernel, &irq->notification);
    irq->pin = IRQ_NO_PIN;
    irq->masked = false;
    irq->pending = false;
    kernel->census.irq_handlers--;
}

/* Masks the interrupt until it is acknowledged, and signals its notification. */
static void deliver(struct kernel *kernel, struct irq *irq)
{
    const struct capability *notification = &irq->notification.capability;

    irq->masked = true;
    irq->pending = false;
    if (notification->type == CAPABILITY_NOTIFICATION) {
        notification_signal(kernel, capability_notification(notification), notification->badge);
    }
}

void kernel_interrupt(struct kernel *kernel, unsigned line)
{
    for (unsigned i = 0; i < IRQ_COUNT; i++) {
        struct irq *irq = &kernel->irqs[i];
        if (irq->object.references == 0 || irq->pin != line || line == IRQ_NO_PIN) {
            continue;
        }
        if (irq->masked) {
            irq->pending = true;
        } else {
            deliver(kernel, irq);
        }
    }
}

/* The line is in the first message register, the slot's path in those from `path` on. */
static abi_word get(struct invocation *invocation, unsigned path)
{
    abi_word number = invocation->mr[0];
    struct slot *slot;
    abi_word error;

    if (number - ABI_IRQ_FIRST >= KERNEL_IRQ_LINES - ABI_IRQ_FIRST) {
        return refuse_range(invocation, ABI_IRQ_FIRST, KERNEL_IRQ_LINES - 1);
    }
    if (invocation->kernel->irqs[number].object.references > 0) {
        return ABI_REVOKE_FIRST;
    }
    error = invocation_find_empty(invocation, invocation->caps[0], invocation->mr[path],
                                  invocation->mr[path + 1], &slot);
    if (error == ABI_NO_ERROR) {
        irq_issue(invocation->kernel, (unsigned)number, (unsigned)number, slot, invocation->slot);
    }
    return error;
}

abi_word irq_control_get(struct invocation *invocation)
{
    return get(invocation, 1);
}

/* Any trigger will do. */
abi_word irq_control_get_trigger(struct invocation *invocation)
{
    return get(invocation, 2);
}

abi_word irq_handler_ack(struct invocation *invocation)
{
    struct irq *irq = capability_irq(&invocation->slot->capability);

    if (irq->pending) {
        deliver(invocation->kernel, irq);
    } else {
        irq->masked = false;
    }
    return ABI_NO_ERROR;
}

abi_word irq_handler_set_notification(struct invocation *invocation)
{
    struct irq *irq = capability_irq(&invocation->slot->capability);
    const struct capability *notification = &invocation->caps[0]->capability;

    if (notification->type != CAPABILITY_NOTIFICATION || (notification->rights & ABI_RIGHT_WRITE) == 0) {
        return refuse_capability(invocation, 0);
    }
    struct slot_change change = {&irq->notification, invocation->caps[0], *notification};
    slot_replace(invocation->kernel, &irq->object, &change, 1);
    return ABI_NO_ERROR;
}

abi_word irq_handler_clear(struct invocation *invocation)
{
    slot_delete(invocation->kernel, &capability_irq(&invocation->slot->capability)->notification);
    return ABI_NO_ERROR;
}
