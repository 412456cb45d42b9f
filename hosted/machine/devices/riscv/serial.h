/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The serial port of qemu's board virt for RISC-V: a 16550, in memory.
 */
#pragma once

#include "machine/devices/uart16550.h"

#define SERIAL_FIRST 0x10000000u
#define SERIAL_REGISTERS UART16550_PORTS
#define SERIAL_REGISTER_BYTES 1u
#define SERIAL_LINE 10u

#define serial_read uart16550_read
#define serial_write uart16550_write
