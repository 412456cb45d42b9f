/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Which devices of x86 the hostile child and its victim may have: all in devices.c are the victim's.
 */
#pragma once

#define HOSTILE_DEVICES                                                                                      \
    .irqs = {.ranges = (const sel4rpc_range_t[]){{5, 8}, {11, 12}}, .count = 2},                             \
    .msis = {.ranges = (const sel4rpc_range_t[]){{0, 3}, {5, 8}}, .count = 2},                               \
    .pins = {.ranges = (const sel4rpc_range_t[]){{SEL4RPC_PIN(0, 0), SEL4RPC_PIN(0, 3)},                     \
                                                 {SEL4RPC_PIN(0, 5), SEL4RPC_PIN(0, 17)}},                   \
             .count = 2},                                                                                    \
    .ports = {.ranges = (const sel4rpc_range_t[]){{0, 0x3f7}, {0x400, 0xffff}}, .count = 2}

#define VICTIM_DEVICES                                                                                       \
    .irqs = {.ranges = (const sel4rpc_range_t[]){{4, 4}}, .count = 1, .exclusive = true},                    \
    .msis = {.ranges = (const sel4rpc_range_t[]){{9, 10}}, .count = 1, .exclusive = true},                   \
    .pins = {.ranges = (const sel4rpc_range_t[]){{18, 18}}, .count = 1, .exclusive = true},                  \
    .ports = {.ranges = (const sel4rpc_range_t[]){{0x3f8, 0x3ff}}, .count = 1, .exclusive = true}
