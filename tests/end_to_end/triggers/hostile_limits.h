/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Which interrupts of Arm and RISC-V the hostile child and its victim may have: all in devices.c are the
 * victim's.
 */
#pragma once

#define HOSTILE_DEVICES .irqs = {.ranges = (const sel4rpc_range_t[]){{0, 32}, {37, 63}}, .count = 2}

#define VICTIM_DEVICES .irqs = {.ranges = (const sel4rpc_range_t[]){{33, 36}}, .count = 1, .exclusive = true}
