/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parts of simple_t for an Arm or RISC-V system: interrupts with a trigger. Replaces hosted seL4's
 * header, which is for x86, so that the library's files for those architectures can be compiled and run.
 */
#pragma once

#include <autoconf.h>
#include <sel4/sel4.h>
#include <utils/util.h>
#include <vka/cspacepath_t.h>

#define SIMPLE_SKIPPED_INIT_CAPS 6
#define ARCH_SIMPLE_HAS(simple, function) ((simple) != NULL && (simple)->function != NULL)

typedef struct arch_simple {
    seL4_Error (*irq)(void *data, int irq, seL4_CNode root, seL4_Word index, uint8_t depth);
    /* core: the processor that gets the interrupt */
    seL4_Error (*irq_trigger)(void *data, int irq, int trigger, int core, seL4_CNode root, seL4_Word index,
                              uint8_t depth);
    void *data;
} arch_simple_t;

static inline seL4_Error arch_simple_get_IOPort_cap(arch_simple_t *simple, uint16_t first, uint16_t last,
                                                    seL4_Word root, seL4_Word index, seL4_Word depth)
{
    (void)simple, (void)first, (void)last, (void)root, (void)index, (void)depth;
    return seL4_IllegalOperation;
}

static inline seL4_Error arch_simple_get_IRQ_trigger_cpu(arch_simple_t *simple, int irq, int trigger,
                                                         int core, cspacepath_t path)
{
    return simple->irq_trigger(simple->data, irq, trigger, core, path.root, path.capPtr,
                               (uint8_t)path.capDepth);
}

static inline seL4_Error arch_simple_get_IRQ_trigger(arch_simple_t *simple, int irq, int trigger,
                                                     cspacepath_t path)
{
    return arch_simple_get_IRQ_trigger_cpu(simple, irq, trigger, 0, path);
}
