/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The timer of qemu's board virt for Arm that is a device: a clock, the PL031, in memory.
 */
#pragma once

#include "machine/devices/arm/pl031.h"

#define TIMER_FIRST 0x9010000u
#define TIMER_BYTES PL031_BYTES
#define TIMER_REGISTER_BYTES 4u
#define TIMER_LINE 34u

typedef uint32_t timer_value;
typedef struct pl031 board_timer;
#define timer_init pl031_init
#define timer_read pl031_read
#define timer_write pl031_write
#define timer_next pl031_next
#define timer_interrupts pl031_interrupts
