/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PC: its two serial ports, and its timer.
 */
#pragma once

#define SERIAL_NAME "COM1"
#define SERIAL_REGISTERS                                                                                     \
    {                                                                                                        \
        0x3f8, 0x3ff                                                                                         \
    }
#define SERIAL_IRQ 4
#define SPARE_NAME "COM2"
#define SPARE_REGISTERS                                                                                      \
    {                                                                                                        \
        0x2f8, 0x2ff                                                                                         \
    }
#define SPARE_IRQ 3
#define TIMER_REGISTERS                                                                                      \
    {                                                                                                        \
        0x40, 0x43                                                                                           \
    }
#define TIMER_IRQ 0 /* which on an I/O APIC is pin 2: the platform knows */
#define TIMER_PIN 2

#define ALLOW(device)                                                                                        \
    .ports = ONLY((device).registers), .irqs = ONLY((device).irq), .msis = ONLY((device).irq),               \
    .pins = ONLY((device).pin)
