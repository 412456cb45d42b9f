/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers: see ports.h. Wider accesses are split into bytes.
 */
#include "machine/devices/ports.h"

static bool is_com1(unsigned port)
{
    return port >= SERIAL_FIRST && port < SERIAL_FIRST + SERIAL_REGISTERS;
}

void ports_init(struct ports *ports, const struct uart16550_ops *ops, void *owner)
{
    uart16550_init(&ports->com1, ops, owner);
}

unsigned long ports_in(struct ports *ports, unsigned port, unsigned bytes)
{
    unsigned long value = 0;

    for (unsigned i = 0; i < bytes; i++) {
        unsigned long byte = is_com1(port + i) ? serial_read(&ports->com1, port + i - SERIAL_FIRST) : 0xff;
        value |= byte << (8 * i);
    }
    return value;
}

void ports_out(struct ports *ports, unsigned port, unsigned bytes, unsigned long value)
{
    for (unsigned i = 0; i < bytes; i++) {
        if (is_com1(port + i)) {
            serial_write(&ports->com1, port + i - SERIAL_FIRST, (uint8_t)(value >> (8 * i)));
        }
    }
}
