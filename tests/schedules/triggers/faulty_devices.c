/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Devices of Arm and RISC-V that can fail.
 */
#include "faulty.h"

static seL4_Error trigger(void *data, int irq, int edge, int core, seL4_CNode root, seL4_Word index,
                          uint8_t depth)
{
    struct faulty *faulty = data;
    arch_simple_t *simple = &faulty->real_simple->arch_simple;

    return faulty_fails(faulty, &faulty->simple_n)
               ? seL4_NotEnoughMemory
               : simple->irq_trigger(simple->data, irq, edge, core, root, index, depth);
}

void faulty_add_devices(arch_simple_t *simple)
{
    simple->irq_trigger = trigger;
}
