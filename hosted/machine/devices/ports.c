/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers: see ports.h. Accesses that are wider than a register are split.
 */
#include "machine/devices/ports.h"

static bool is_com1(unsigned port)
{
    return port >= SERIAL_FIRST && port < SERIAL_FIRST + SERIAL_REGISTERS;
}

static bool is_timer(unsigned port)
{
    return port >= TIMER_FIRST && port < TIMER_FIRST + TIMER_BYTES;
}

void ports_init(struct ports *ports, const struct uart16550_ops *ops, void *owner)
{
    uart16550_init(&ports->com1, ops, owner);
    timer_init(&ports->timer);
}

static unsigned bytes_at(unsigned port)
{
    if (is_com1(port)) {
        return SERIAL_REGISTER_BYTES;
    }
    return is_timer(port) ? TIMER_REGISTER_BYTES : 1;
}

static unsigned long read(struct ports *ports, unsigned port, uint64_t now)
{
    if (is_com1(port)) {
        return serial_read(&ports->com1, port - SERIAL_FIRST);
    }
    return is_timer(port) ? timer_read(&ports->timer, port - TIMER_FIRST, now) : 0xff;
}

/* As much of the value as the register has. */
static void write(struct ports *ports, unsigned port, unsigned long value, uint64_t now)
{
    if (is_com1(port)) {
        serial_write(&ports->com1, port - SERIAL_FIRST, (uint8_t)value);
    } else if (is_timer(port)) {
        timer_write(&ports->timer, port - TIMER_FIRST, (timer_value)value, now);
    }
}

unsigned long ports_in(struct ports *ports, unsigned port, unsigned bytes, uint64_t now)
{
    unsigned long value = 0;

    for (unsigned i = 0; i < bytes; i += bytes_at(port + i)) {
        value |= read(ports, port + i, now) << (8 * i);
    }
    return value;
}

void ports_out(struct ports *ports, unsigned port, unsigned bytes, unsigned long value, uint64_t now)
{
    for (unsigned i = 0; i < bytes; i += bytes_at(port + i)) {
        write(ports, port + i, value >> (8 * i), now);
    }
}
