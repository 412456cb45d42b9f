/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The interrupt controls of x86. A pin may have several handlers; a vector has one.
 */
#include "kernel/interrupt/irq.h"
#include "kernel/thread/thread.h"

/* Issues a free vector, if the message registers from 2 on are at most these. */
static bool get_vector(struct invocation *invocation, const abi_word *limits, unsigned count, unsigned pin)
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
    irq_issue(invocation->kernel, number, pin, slot, invocation->slot);
    return true;
}

static bool get_ioapic(struct invocation *invocation)
{
    static const abi_word limits[] = {0 /* ioapic */, KERNEL_IOAPIC_PINS - 1, 1 /* level */,
                                      1 /* polarity */};

    return get_vector(invocation, limits, 4, (unsigned)invocation->mr[3]);
}

static bool get_msi(struct invocation *invocation)
{
    static const abi_word limits[] = {255 /* bus */, 31 /* device */, 7 /* function */};

    return get_vector(invocation, limits, 3, IRQ_NO_PIN);
}

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_IOAPIC, 7, 1, get_ioapic},
    {ABI_IRQ_CONTROL_GET_MSI, 7, 1, get_msi},
    {0},
};

bool arch_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    (void)kernel, (void)thread;
    return false;
}
