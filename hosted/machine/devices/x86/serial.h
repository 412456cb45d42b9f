/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The serial port of the hosted PC: COM1, in the I/O port space.
 */
#pragma once

#include "machine/devices/uart16550.h"

#define SERIAL_FIRST 0x3f8u
#define SERIAL_REGISTERS UART16550_PORTS
#define SERIAL_REGISTER_BYTES 1u
#define SERIAL_LINE 4u

#define serial_read uart16550_read
#define serial_write uart16550_write
