/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Device memory of qemu's board virt for Arm: the serial port and the clock, and where it has its buses.
 */
#pragma once

#define BOARD_DEVICES                                                                                        \
    {.paddr = 0x10000000, .size_bits = 24, .device = true},                                                  \
        {.paddr = 0x8000000000, .size_bits = 30, .device = true},                                            \
    {                                                                                                        \
        .paddr = 0x9000000, .size_bits = 17, .device = true                                                  \
    }
