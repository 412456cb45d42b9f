/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The interrupt controls of x86, and I/O ports. A pin may have several handlers; a vector has one.
 *
 * Issued ranges of ports never overlap. Each range in use has a capability right below that of the control,
 * since whatever is derived from one that is deleted takes its place in the tree.
 */
#include "arch.h"
#include "kernel/interrupt/irq.h"

#define TIMER_LINE 0u
#define TIMER_PIN 2u

/* Issues a free vector, if the message registers from 2 on are at most these. */
static bool get_vector(struct invocation *invocation, const abi_word *limits, unsigned count, unsigned line)
{
    abi_word vector = invocation->mr[6];
    unsigned number = KERNEL_IRQ_LINES + (unsigned)vector;

    if (vector >= KERNEL_USER_VECTORS) {
        return refuse_range(invocation, 0, KERNEL_USER_VECTORS - 1);
    }
    if (invocation->kernel->irqs[number].object.references > 0) {
        return refuse(invocation, ABI_REVOKE_FIRST);
    }
    struct slot *slot = invocation_find_empty(invocation, invocation->caps[0], 0);
    if (slot == NULL) {
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        if (invocation->mr[2 + i] > limits[i]) {
            return refuse_range(invocation, 0, limits[i]);
        }
    }
    irq_issue(invocation->kernel, number, line, slot, invocation->slot);
    return true;
}

/* The line at a pin, as on a PC: the timer's, line 0, is at pin 2, and none at pin 0. */
static unsigned line_at(abi_word pin)
{
    if (pin == TIMER_PIN) {
        return TIMER_LINE;
    }
    return pin == TIMER_LINE ? IRQ_NO_LINE : (unsigned)pin;
}

static bool get_ioapic(struct invocation *invocation)
{
    static const abi_word limits[] = {0 /* ioapic */, KERNEL_IOAPIC_PINS - 1, 1 /* level */,
                                      1 /* polarity */};

    return get_vector(invocation, limits, 4, line_at(invocation->mr[3]));
}

static bool get_msi(struct invocation *invocation)
{
    static const abi_word limits[] = {255 /* bus */, 31 /* device */, 7 /* function */};

    return get_vector(invocation, limits, 3, IRQ_NO_LINE);
}

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_IOAPIC, 7, 1, get_ioapic},
    {ABI_IRQ_CONTROL_GET_MSI, 7, 1, get_msi},
    {0},
};

static bool overlap(const struct capability *ports, const struct capability *other)
{
    return other->type == CAPABILITY_IO_PORT && other->last >= ports->first && other->first <= ports->last;
}

/* Whether a capability right below `parent`, but not in this slot, has one of the ports. */
static bool are_used(const struct slot *parent, const struct capability *ports, const struct slot *except)
{
    const struct slot *slot = parent->first_child;

    while (slot != NULL && (slot == except || !overlap(ports, &slot->capability))) {
        slot = slot->next;
    }
    return slot != NULL;
}

void io_port_leave(struct kernel *kernel, struct slot *slot)
{
    if (slot->first_child == NULL && !overlap(&slot->capability, &slot->parent->capability) &&
        !are_used(slot->parent, &slot->capability, slot)) {
        kernel->census.io_ports--;
    }
}

static bool issue(struct invocation *invocation)
{
    struct capability ports = {
        .type = CAPABILITY_IO_PORT,
        .original = true,
        .first = (uint16_t)invocation->mr[0], /* higher bits do not count */
        .last = (uint16_t)invocation->mr[1],
    };

    if (ports.first > ports.last) {
        return refuse_argument(invocation, 1);
    }
    if (are_used(invocation->slot, &ports, NULL)) {
        return refuse(invocation, ABI_REVOKE_FIRST);
    }
    struct slot *slot = invocation_find_empty(invocation, invocation->caps[0], 2);
    if (slot != NULL) {
        slot_insert(invocation->kernel, slot, &ports, invocation->slot);
        invocation->kernel->census.io_ports++;
    }
    return slot != NULL;
}

static bool covers(const struct invocation *invocation, unsigned bytes)
{
    const struct capability *ports = &invocation->slot->capability;
    abi_word port = invocation->mr[0];

    return port >= ports->first && port <= ports->last && bytes - 1 <= ports->last - port;
}

static bool in(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    unsigned bytes = 1U << (invocation->label - ABI_IOPORT_IN8);

    if (!covers(invocation, bytes)) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    return invocation_end(invocation, ABI_NO_ERROR,
                          kernel->ops->port_in(kernel->machine, (unsigned)invocation->mr[0], bytes));
}

static bool out(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    unsigned bytes = 1U << (invocation->label - ABI_IOPORT_OUT8);
    abi_word mask = (~(abi_word)0) >> (ABI_WORD_BITS - 8 * bytes);

    if (!covers(invocation, bytes)) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    kernel->ops->port_out(kernel->machine, (unsigned)invocation->mr[0], bytes, invocation->mr[1] & mask);
    return true;
}

const struct method io_port_control_methods[] = {{ABI_IOPORT_CONTROL_ISSUE, 4, 1, issue}, {0}};

const struct method io_port_methods[] = {
    {ABI_IOPORT_IN8, 1, 0, in},
    {ABI_IOPORT_IN16, 1, 0, in},
    {ABI_IOPORT_IN32, 1, 0, in},
    {ABI_IOPORT_OUT8, 2, 0, out},
    {ABI_IOPORT_OUT16, 2, 0, out},
    {ABI_IOPORT_OUT32, 2, 0, out},
    {0},
};
