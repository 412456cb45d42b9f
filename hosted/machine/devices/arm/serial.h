/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The serial port of qemu's board virt for Arm: a PL011, in memory.
 */
#pragma once

#include "machine/devices/arm/pl011.h"

#define SERIAL_FIRST 0x9000000u
#define SERIAL_REGISTERS PL011_BYTES
#define SERIAL_REGISTER_BYTES 4u
#define SERIAL_LINE 33u

#define serial_read pl011_read
#define serial_write pl011_write
