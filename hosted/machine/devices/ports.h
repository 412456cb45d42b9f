/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What drivers reach besides memory: the registers of the board's serial port and timer. On x86 they are I/O
 * ports, on Arm and RISC-V physical addresses; serial.h and board_timer.h, of the architecture, say which,
 * and the interrupt lines. Others read as all ones and ignore writes.
 */
#pragma once

#include "board_timer.h"
#include "machine/devices/uart16550.h"
#include "serial.h"

struct ports {
    struct uart16550 com1;
    board_timer timer;
};

/* `ops` and `owner` are for COM1. */
void ports_init(struct ports *ports, const struct uart16550_ops *ops, void *owner);

/* An access of 1, 2 or 4 bytes at `port` accesses the registers there in turn, lowest first. `now` is for the
 * timer: see timing.h. */
unsigned long ports_in(struct ports *ports, unsigned port, unsigned bytes, uint64_t now);
void ports_out(struct ports *ports, unsigned port, unsigned bytes, unsigned long value, uint64_t now);
