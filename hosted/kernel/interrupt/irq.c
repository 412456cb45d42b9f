/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts: handlers, and what an interrupt does.
 */
#include "kernel/interrupt/irq.h"

#include "kernel/thread/ipc.h"

void irq_issue(struct kernel *kernel, unsigned number, unsigned line, struct slot *slot, struct slot *control)
{
    struct irq *irq = &kernel->irqs[number];
    struct capability handler = {.type = CAPABILITY_IRQ_HANDLER, .original = true, .object = &irq->object};

    irq->object.kind = CAPABILITY_IRQ_HANDLER;
    irq->object.paddr = number;
    irq->line = (uint8_t)line;
    irq->masked = false;
    irq->pending = false;
    slot_insert(kernel, slot, &handler, control);
    kernel->census.irq_handlers++;
}

void irq_destroy(struct kernel *kernel, struct object *object)
{
    struct irq *irq = (struct irq *)(void *)object;

    slot_release(kernel, &irq->notification);
    kernel->census.irq_handlers--;
}

/* Masks the interrupt until it is acknowledged, and signals its notification. */
static void deliver(struct kernel *kernel, struct irq *irq)
{
    const struct capability *notification = &irq->notification.capability;

    irq->masked = true;
    irq->pending = false;
    if (notification->type == CAPABILITY_NOTIFICATION) {
        notification_signal(kernel, notification->notification, notification->badge);
    }
}

static bool is_at(const struct irq *irq, unsigned line)
{
    return irq->object.references > 0 && irq->line == line && line != IRQ_NO_LINE;
}

void kernel_interrupt(struct kernel *kernel, unsigned line)
{
    for (unsigned i = 0; i < IRQ_COUNT; i++) {
        struct irq *irq = &kernel->irqs[i];
        bool raised = is_at(irq, line);
        if (raised && irq->masked) {
            irq->pending = true;
        } else if (raised) {
            deliver(kernel, irq);
        }
    }
}

bool kernel_takes_interrupt(const struct kernel *kernel, unsigned line)
{
    for (unsigned i = 0; i < IRQ_COUNT; i++) {
        if (is_at(&kernel->irqs[i], line) && !kernel->irqs[i].masked) {
            return true;
        }
    }
    return false;
}

bool irq_control_get(struct invocation *invocation)
{
    abi_word number = invocation->mr[0];
    unsigned path = invocation->label == ABI_IRQ_CONTROL_GET ? 1 : 2;

    if (number - ABI_IRQ_FIRST >= KERNEL_IRQ_LINES - ABI_IRQ_FIRST) {
        return refuse_range(invocation, ABI_IRQ_FIRST, KERNEL_IRQ_LINES - 1);
    }
    if (invocation->kernel->irqs[number].object.references > 0) {
        return refuse(invocation, ABI_REVOKE_FIRST);
    }
    struct slot *slot = invocation_find_empty(invocation, invocation->caps[0], path);
    if (slot != NULL) {
        irq_issue(invocation->kernel, (unsigned)number, (unsigned)number, slot, invocation->slot);
    }
    return slot != NULL;
}

static bool acknowledge(struct invocation *invocation)
{
    struct irq *irq = invocation->slot->capability.irq;

    if (irq->pending) {
        deliver(invocation->kernel, irq);
    } else {
        irq->masked = false;
    }
    return true;
}

static bool set_notification(struct invocation *invocation)
{
    struct irq *irq = invocation->slot->capability.irq;
    const struct capability *notification = &invocation->caps[0]->capability;

    if (notification->type != CAPABILITY_NOTIFICATION || (notification->rights & ABI_RIGHT_WRITE) == 0) {
        return refuse_capability(invocation, 0);
    }
    struct slot_change change = {&irq->notification, invocation->caps[0], *notification};
    slot_replace(invocation->kernel, &change, 1);
    return true;
}

static bool clear(struct invocation *invocation)
{
    slot_delete(invocation->kernel, &invocation->slot->capability.irq->notification);
    return true;
}

const struct method irq_handler_methods[] = {
    {ABI_IRQ_HANDLER_ACK, 0, 0, acknowledge},
    {ABI_IRQ_HANDLER_SET_NOTIFICATION, 0, 1, set_notification},
    {ABI_IRQ_HANDLER_CLEAR, 0, 0, clear},
    {0},
};
