/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * qemu's board virt for RISC-V: a 16550, and a clock.
 */
#pragma once

#include "../triggers/allow.h"

#include <stdint.h>

#define SERIAL_NAME "the 16550"
#define SERIAL_ADDRESS 0x10000000
#define SERIAL_IRQ 10
#define SPARE_NAME "the clock"
#define SPARE_ADDRESS 0x101000
#define SPARE_IRQ 11
#define TIMER_ADDRESS SPARE_ADDRESS
#define TIMER_IRQ SPARE_IRQ

typedef uint8_t serial_register_t;
