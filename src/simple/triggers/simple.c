/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm's and RISC-V's part of the child's simple_t: interrupts by number with a trigger.
 */
#include "simple/parts.h"

static seL4_Error get_irq_trigger(void *data, int irq, int trigger, int core, seL4_CNode root,
                                  seL4_Word index, uint8_t depth)
{
    sel4rpc_simple_t *simple = data;
    sel4rpc_slot_t slot = {root, index, depth};
    seL4_Word number = (seL4_Word)irq;

    if (core < 0) {
        return seL4_RangeError;
    }
    sel4rpc_simple_record_t *record = srpc_simple_record(simple, LeaseKind_IRQ, number, number);
    return record == NULL
               ? seL4_NotEnoughMemory
               : srpc_simple_granted(simple, record, slot,
                                     sel4rpc_get_irq_trigger_core(simple->client, number, trigger != 0,
                                                                  (seL4_Word)core, slot, &record->cookie));
}

void srpc_arch_simple_make(sel4rpc_simple_t *simple, arch_simple_t *made)
{
    *made = (arch_simple_t){.data = simple, .irq = srpc_simple_irq, .irq_trigger = get_irq_trigger};
}
