/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What an Arm or RISC-V system adds: interrupts with a trigger. There are no I/O ports.
 */
#pragma once

#include <stdint.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <simple/usable.h>
#include <utils/util.h>
#include <vka/cspacepath_t.h>

#define SIMPLE_SKIPPED_INIT_CAPS 7
#define SIMPLE_ARCH_CAPS /* none */

/* The capability goes to the slot at `root`, `index`, `depth`. core: the processor that gets the interrupt;
 * there is one, 0. */
typedef seL4_Error (*simple_get_IRQ_handler_fn)(void *data, int irq, seL4_CNode cnode, seL4_Word index,
                                                uint8_t depth);
typedef seL4_Error (*simple_get_IRQ_trigger_fn)(void *data, int irq, int trigger, int core, seL4_CNode root,
                                                seL4_Word index, uint8_t depth);

typedef struct arch_simple {
    simple_get_IRQ_handler_fn irq;
    simple_get_IRQ_trigger_fn irq_trigger;
    void *data;
} arch_simple_t;

static inline seL4_Error arch_simple_get_IOPort_cap(UNUSED arch_simple_t *simple, UNUSED uint16_t start_port,
                                                    UNUSED uint16_t end_port, UNUSED seL4_Word root,
                                                    UNUSED seL4_Word dest, UNUSED seL4_Word depth)
{
    ZF_LOGF("this architecture has no I/O ports");
    return seL4_IllegalOperation;
}

static inline seL4_Error arch_simple_get_IRQ_trigger_cpu(arch_simple_t *simple, int irq, int trigger,
                                                         int core, cspacepath_t path)
{
    if (!ARCH_SIMPLE_HAS(simple, irq_trigger)) {
        return seL4_InvalidArgument;
    }
    return simple->irq_trigger(simple->data, irq, trigger, core, path.root, path.capPtr,
                               (uint8_t)path.capDepth);
}

static inline seL4_Error arch_simple_get_IRQ_trigger(arch_simple_t *simple, int irq, int trigger,
                                                     cspacepath_t path)
{
    return arch_simple_get_IRQ_trigger_cpu(simple, irq, trigger, 0, path);
}
