/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What capabilities the kernel has on x86 alone.
 */
#pragma once

#define PORT_CONTROL_NAME "io-port-control"
#define OTHER_CONTROL ABI_ROOT_IOPORT_CONTROL /* besides that of interrupts */
#define PAGES_ARE_REPLACED true               /* by mapping another one over them */
#define VSPACE_NUMBER (ABI_WORD_BITS == 64 ? 9 : 5)

/* Methods with the message they need, and the capabilities that have them: rows of test_invoke.c. */
#define KIND_METHODS                                                                                         \
    {ABI_IRQ_CONTROL_GET_IOAPIC, CAPABILITY_IRQ_CONTROL, 7, 1},                                              \
        {ABI_IRQ_CONTROL_GET_MSI, CAPABILITY_IRQ_CONTROL, 7, 1},                                             \
        {ABI_IOPORT_CONTROL_ISSUE, CAPABILITY_IO_PORT_CONTROL, 4, 1},                                        \
        {ABI_IOPORT_IN8, CAPABILITY_IO_PORT, 1, 0}, {ABI_IOPORT_IN16, CAPABILITY_IO_PORT, 1, 0},             \
        {ABI_IOPORT_IN32, CAPABILITY_IO_PORT, 1, 0}, {ABI_IOPORT_OUT8, CAPABILITY_IO_PORT, 2, 0},            \
        {ABI_IOPORT_OUT16, CAPABILITY_IO_PORT, 2, 0},                                                        \
    {                                                                                                        \
        ABI_IOPORT_OUT32, CAPABILITY_IO_PORT, 2, 0                                                           \
    }
#define KIND_CAPABILITIES                                                                                    \
    [CAPABILITY_IO_PORT_CONTROL] = ABI_ROOT_IOPORT_CONTROL,                                                  \
    [CAPABILITY_IO_PORT] = issued(fixture, ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE,                \
                                  WORDS(0x60, 0x60, slots + 1, ABI_WORD_BITS)),
