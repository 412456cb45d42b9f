/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The I/O port space: see ports.h. Wider accesses are split into bytes.
 */
#include "machine/devices/ports.h"

static bool is_com1(unsigned port)
{
    return port >= PORTS_COM1 && port < PORTS_COM1 + UART16550_PORTS;
}

void ports_init(struct ports *ports, const struct uart16550_ops *ops, void *owner)
{
    uart16550_init(&ports->com1, ops, owner);
}

unsigned long ports_in(struct ports *ports, unsigned port, unsigned bytes)
{
    unsigned long value = 0;

    for (unsigned i = 0; i < bytes; i++) {
        unsigned long byte = is_com1(port + i) ? uart16550_read(&ports->com1, port + i - PORTS_COM1) : 0xff;
        value |= byte << (8 * i);
    }
    return value;
}

void ports_out(struct ports *ports, unsigned port, unsigned bytes, unsigned long value)
{
    for (unsigned i = 0; i < bytes; i++) {
        if (is_com1(port + i)) {
            uart16550_write(&ports->com1, port + i - PORTS_COM1, (uint8_t)(value >> (8 * i)));
        }
    }
}
