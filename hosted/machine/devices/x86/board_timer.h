/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The timer of the hosted PC: the 8254, in the I/O port space.
 */
#pragma once

#include "machine/devices/x86/pit.h"

#define TIMER_FIRST 0x40u
#define TIMER_BYTES PIT_PORTS
#define TIMER_REGISTER_BYTES 1u
#define TIMER_LINE 0u

typedef uint8_t timer_value;
typedef struct pit board_timer;
#define timer_init pit_init
#define timer_read pit_read
#define timer_write pit_write
#define timer_next pit_next
#define timer_interrupts pit_interrupts
