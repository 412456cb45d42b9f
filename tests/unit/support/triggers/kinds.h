/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm and RISC-V have nothing but memory and interrupts by number.
 */
#pragma once

#define HAS_X86_KINDS false /* MSIs, I/O APIC pins and I/O ports are refused. */

#define FIRST_IRQ 40 /* of some that a test may take */

/* An interrupt by number, and what else can be had at the same time; as rows of `requests` and `grantables`.
 */
#define SAMPLE_IRQ 33
#define OTHER_REQUESTS                                                                                       \
    {.kind = LeaseKind_IRQ, .first = 34}, {.kind = LeaseKind_IRQ, .first = 35},                              \
    {                                                                                                        \
        .kind = LeaseKind_IRQ, .first = 36                                                                   \
    }
#define OTHER_IRQ(number)                                                                                    \
    {                                                                                                        \
        "another interrupt",                                                                                 \
            {IRQ = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = (number)}}},            \
            LeaseKind_IRQ, 0, (number), (number)                                                             \
    }
#define OTHER_GRANTABLES OTHER_IRQ(5), OTHER_IRQ(6), OTHER_IRQ(7)
