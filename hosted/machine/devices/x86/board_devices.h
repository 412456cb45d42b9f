/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Device memory: where a PC has its bus windows, timers and interrupt controllers.
 */
#pragma once

#define BOARD_DEVICES                                                                                        \
    {.paddr = 0x10000000, .size_bits = 24, .device = true},                                                  \
    {                                                                                                        \
        .paddr = 0xfed00000, .size_bits = 16, .device = true                                                 \
    }
