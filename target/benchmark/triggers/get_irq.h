/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hand-written server's interrupts of Arm and RISC-V: with a trigger.
 */
#pragma once

#include <simple/simple.h>

#define EDGE 0

static inline int bare_get_irq(simple_t *simple, seL4_Word number, cspacepath_t path)
{
    return (int)arch_simple_get_IRQ_trigger(&simple->arch_simple, (int)number, EDGE, path);
}
