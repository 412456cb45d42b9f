/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hand-written server's interrupts of a PC: by pin, with a vector of the same number.
 */
#pragma once

#include <simple/simple.h>

static inline int bare_get_irq(simple_t *simple, seL4_Word number, cspacepath_t path)
{
    return (int)arch_simple_get_ioapic(&simple->arch_simple, path, 0, number, 0, 0, number);
}
