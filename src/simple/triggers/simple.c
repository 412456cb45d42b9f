/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm's and RISC-V's part of the child's simple_t: interrupts by number with a trigger.
 */
#include "simple/parts.h"

/* core: the one that the interrupt goes to. The protocol names none, and the parent's is the first. */
static seL4_Error get_irq_trigger(void *data, int irq, int trigger, int core, seL4_CNode root,
                                  seL4_Word index, uint8_t depth)
{
    sel4rpc_slot_t slot = {root, index, depth};
    struct simple_request request;

    if (core != 0) {
        return seL4_InvalidArgument;
    }
    seL4_Error error = srpc_simple_begin(data, LeaseKind_IRQ, (seL4_Word)irq, (seL4_Word)irq, slot, &request);

    if (error != seL4_NoError) {
        return error;
    }
    return srpc_simple_end(&request, sel4rpc_get_irq_trigger(request.simple->client, (seL4_Word)irq,
                                                             trigger != 0, slot, &request.cookie));
}

void srpc_arch_simple_make(sel4rpc_simple_t *simple, arch_simple_t *made)
{
    *made = (arch_simple_t){.data = simple, .irq = srpc_simple_irq, .irq_trigger = get_irq_trigger};
}
