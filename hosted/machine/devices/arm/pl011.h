/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PL011 serial port: the registers that drivers of qemu's board use, in front of a 16550. Of each register
 * only the lowest byte exists. Line settings have no effect.
 */
#pragma once

#include "machine/devices/uart16550.h"

#define PL011_BYTES 0x1000

uint8_t pl011_read(struct uart16550 *uart, unsigned offset);
void pl011_write(struct uart16550 *uart, unsigned offset, uint8_t value);
