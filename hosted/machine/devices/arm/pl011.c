/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The PL011; see pl011.h.
 */
#include "machine/devices/arm/pl011.h"

enum {
    DATA = 0x00,
    FLAGS = 0x18,
    INTERRUPT_MASK = 0x38,
    RAW_STATUS = 0x3c,
    MASKED_STATUS = 0x40,
    CLEAR = 0x44
};

#define FLAGS_NOTHING_RECEIVED 0x10
#define FLAGS_NOTHING_TO_SEND 0x80
#define INTERRUPT_RECEIVED 0x10
#define INTERRUPT_CAN_SEND 0x20
#define INTERRUPT_TIMEOUT 0x40 /* some has been received, and then nothing for a while */

static uint8_t mask(const struct uart16550 *uart)
{
    uint8_t received = uart->ier & UART16550_IER_RECEIVED ? INTERRUPT_RECEIVED | INTERRUPT_TIMEOUT : 0;

    return received | (uart->ier & UART16550_IER_EMPTY ? INTERRUPT_CAN_SEND : 0);
}

static uint8_t status(const struct uart16550 *uart)
{
    uint8_t received = uart->count > 0 ? INTERRUPT_RECEIVED | INTERRUPT_TIMEOUT : 0;

    return received | (uart->empty_pending ? INTERRUPT_CAN_SEND : 0);
}

static uint8_t flags(struct uart16550 *uart)
{
    bool has_one = uart16550_read(uart, UART16550_LSR) & UART16550_LSR_READY;

    return has_one ? FLAGS_NOTHING_TO_SEND : FLAGS_NOTHING_TO_SEND | FLAGS_NOTHING_RECEIVED;
}

uint8_t pl011_read(struct uart16550 *uart, unsigned offset)
{
    switch (offset) {
    case DATA:
        return uart16550_read(uart, UART16550_DATA);
    case FLAGS:
        return flags(uart);
    case INTERRUPT_MASK:
        return mask(uart);
    case RAW_STATUS:
        return status(uart);
    case MASKED_STATUS:
        return status(uart) & mask(uart);
    default:
        return 0;
    }
}

static void write_mask(struct uart16550 *uart, uint8_t value)
{
    uint8_t enable = value & (INTERRUPT_RECEIVED | INTERRUPT_TIMEOUT) ? UART16550_IER_RECEIVED : 0;

    if (value & INTERRUPT_CAN_SEND) {
        enable |= UART16550_IER_EMPTY;
    }
    uart16550_write(uart, UART16550_IER, enable);
}

void pl011_write(struct uart16550 *uart, unsigned offset, uint8_t value)
{
    if (offset == DATA) {
        uart16550_write(uart, UART16550_DATA, value);
    } else if (offset == INTERRUPT_MASK) {
        write_mask(uart, value);
    } else if (offset == CLEAR && value & INTERRUPT_CAN_SEND) {
        uart->empty_pending = false;
    }
}
