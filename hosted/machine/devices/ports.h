/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The I/O port space of the hosted PC: COM1 at 0x3f8 to 0x3ff on interrupt line 4. As on a PC, other ports
 * read as all ones and ignore writes.
 */
#pragma once

#include "machine/devices/uart16550.h"

#define PORTS_COM1 0x3f8u
#define PORTS_COM1_LINE 4u

struct ports {
    struct uart16550 com1;
};

/* `ops` and `owner` are for COM1. */
void ports_init(struct ports *ports, const struct uart16550_ops *ops, void *owner);

/* An access of 1, 2 or 4 bytes at `port` accesses each byte's port in turn, lowest first. */
unsigned long ports_in(struct ports *ports, unsigned port, unsigned bytes);
void ports_out(struct ports *ports, unsigned port, unsigned bytes, unsigned long value);
