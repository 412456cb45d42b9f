/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What Arm and RISC-V have: issued from the root task's own control capability.
 */
#include <simple-default/simple-default.h>

static seL4_Error default_irq(void *data, int irq, seL4_CNode cnode, seL4_Word index, uint8_t depth)
{
    (void)data;
    return seL4_IRQControl_Get(seL4_CapIRQControl, (seL4_Word)irq, cnode, index, depth);
}

/* There is one core, so any will do. */
static seL4_Error default_irq_trigger(void *data, int irq, int trigger, int core, seL4_CNode root,
                                      seL4_Word index, uint8_t depth)
{
    (void)data, (void)core;
    return seL4_IRQControl_GetTrigger(seL4_CapIRQControl, (seL4_Word)irq, (seL4_Word)trigger, root, index,
                                      depth);
}

void simple_default_init_arch_simple(arch_simple_t *simple, void *data)
{
    *simple = (arch_simple_t){.data = data, .irq = default_irq, .irq_trigger = default_irq_trigger};
}
