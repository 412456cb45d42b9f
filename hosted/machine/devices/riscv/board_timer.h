/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The timer of qemu's board virt for RISC-V that is a device: the Goldfish clock, in memory.
 */
#pragma once

#include "machine/devices/riscv/goldfish_rtc.h"

#define TIMER_FIRST 0x101000u
#define TIMER_BYTES GOLDFISH_RTC_BYTES
#define TIMER_REGISTER_BYTES 4u
#define TIMER_LINE 11u

typedef uint32_t timer_value;
typedef struct goldfish_rtc board_timer;
#define timer_init goldfish_rtc_init
#define timer_read goldfish_rtc_read
#define timer_write goldfish_rtc_write
#define timer_next goldfish_rtc_next
#define timer_interrupts goldfish_rtc_interrupts
