/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Device memory of qemu's board virt for RISC-V: the serial port and what follows, the clock, and, beyond all
 * RAM, a bus.
 */
#pragma once

#define BOARD_DEVICES                                                                                        \
    {.paddr = 0x10000000, .size_bits = 24, .device = true},                                                  \
        {.paddr = 0x8000000000, .size_bits = 30, .device = true},                                            \
    {                                                                                                        \
        .paddr = 0x100000, .size_bits = 13, .device = true                                                   \
    }
