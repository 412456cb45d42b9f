/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The interrupt controls of x86. A pin may have several handlers; a vector has one.
 */
#include "arch.h"

#include "kernel/interrupt/irq.h"

struct limit {
    unsigned argument; /* message register */
    abi_word maximum;
};

/* Finds the free vector and the empty slot, and checks the arguments against their limits. */
static abi_word decode(struct invocation *invocation, const struct limit *limits, unsigned count,
                       unsigned *number, struct slot **slot)
{
    abi_word vector = invocation->mr[6];
    abi_word error;

    if (vector >= KERNEL_USER_VECTORS) {
        return refuse_range(invocation, 0, KERNEL_USER_VECTORS - 1);
    }
    *number = KERNEL_IRQ_LINES + (unsigned)vector;
    if (invocation->kernel->irqs[*number].object.references > 0) {
        return ABI_REVOKE_FIRST;
    }
    error =
        invocation_find_empty(invocation, invocation->caps[0], invocation->mr[0], invocation->mr[1], slot);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    for (unsigned i = 0; i < count; i++) {
        if (invocation->mr[limits[i].argument] > limits[i].maximum) {
            return refuse_range(invocation, 0, limits[i].maximum);
        }
    }
    return ABI_NO_ERROR;
}

abi_word irq_control_get_ioapic(struct invocation *invocation)
{
    /* ioapic, pin, level, polarity */
    static const struct limit limits[] = {{2, 0}, {3, KERNEL_IOAPIC_PINS - 1}, {4, 1}, {5, 1}};
    unsigned number = 0;
    struct slot *slot = NULL;
    abi_word error = decode(invocation, limits, 4, &number, &slot);
    if (error == ABI_NO_ERROR) {
        irq_issue(invocation->kernel, number, (unsigned)invocation->mr[3], slot, invocation->slot);
    }
    return error;
}

abi_word irq_control_get_msi(struct invocation *invocation)
{
    /* bus, device, function */
    static const struct limit limits[] = {{2, 255}, {3, 31}, {4, 7}};
    unsigned number = 0;
    struct slot *slot = NULL;
    abi_word error = decode(invocation, limits, 3, &number, &slot);
    if (error == ABI_NO_ERROR) {
        irq_issue(invocation->kernel, number, IRQ_NO_PIN, slot, invocation->slot);
    }
    return error;
}
