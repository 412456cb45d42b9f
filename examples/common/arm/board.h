/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * qemu's board virt for Arm: a PL011, and a clock, a PL031.
 */
#pragma once

#include "../triggers/allow.h"

#include <stdint.h>

#define SERIAL_NAME "the PL011"
#define SERIAL_ADDRESS 0x9000000
#define SERIAL_IRQ 33
#define SPARE_NAME "the clock"
#define SPARE_ADDRESS 0x9010000
#define SPARE_IRQ 34
#define TIMER_ADDRESS SPARE_ADDRESS
#define TIMER_IRQ SPARE_IRQ

typedef uint32_t serial_register_t;
