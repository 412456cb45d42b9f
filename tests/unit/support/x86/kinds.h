/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What x86 has to be asked for besides memory and interrupts by number.
 */
#pragma once

#define HAS_X86_KINDS true /* MSIs, I/O APIC pins and I/O ports are there. */

#define FIRST_IRQ 0 /* of some that a test may take */

/* An interrupt by number, and what else can be had at the same time; as rows of `requests` and `grantables`.
 */
#define SAMPLE_IRQ 4
#define OTHER_REQUESTS                                                                                       \
    {.kind = LeaseKind_MSI, .first = 9},                                                                     \
        {.kind = LeaseKind_IOAPIC, .first = SEL4RPC_PIN(0, 18), .vector = 10},                               \
    {                                                                                                        \
        .kind = LeaseKind_IOPORT, .first = 0x3f8, .last = 0x3ff                                              \
    }
#define OTHER_GRANTABLES                                                                                     \
    {"an interrupt as a message",                                                                            \
     {IRQ = {.which_type = IrqAllocMessage_msi_tag, .type.msi = {1, 2, 3, 0, 9}}},                           \
     LeaseKind_MSI,                                                                                          \
     0,                                                                                                      \
     9,                                                                                                      \
     9},                                                                                                     \
        {"an interrupt at a pin",                                                                            \
         {IRQ = {.which_type = IrqAllocMessage_ioapic_tag, .type.ioapic = {1, 18, 1, 1, 10}}},               \
         LeaseKind_IOAPIC,                                                                                   \
         0,                                                                                                  \
         256 + 18,                                                                                           \
         256 + 18},                                                                                          \
    {                                                                                                        \
        "ports", {IOPORT = {.start = 0x3f8, .end = 0x3ff}}, LeaseKind_IOPORT, 0, 0x3f8, 0x3ff                \
    }
