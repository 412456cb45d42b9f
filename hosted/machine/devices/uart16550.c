/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The 16550; see uart16550.h. Each register is a case; interrupt_if() raises all interrupts.
 */
#include "machine/devices/uart16550.h"

#include <string.h>

#define IER_BITS 0x0f
#define MCR_BITS 0x1f
#define FCR_TRIGGER_BITS 0xc0

static void interrupt_if(struct uart16550 *uart, bool condition)
{
    if (condition) {
        uart->ops->interrupt(uart->owner);
    }
}

void uart16550_init(struct uart16550 *uart, const struct uart16550_ops *ops, void *owner)
{
    memset(uart, 0, sizeof(*uart));
    uart->ops = ops;
    uart->owner = owner;
}

/* Without the FIFO, the receiver holds one byte. */
static unsigned capacity(const struct uart16550 *uart)
{
    return (uart->fcr & UART16550_FCR_ENABLE) ? UART16550_FIFO_BYTES : 1;
}

unsigned uart16550_room(const struct uart16550 *uart)
{
    return uart->listening && !(uart->mcr & UART16550_MCR_LOOPBACK) ? capacity(uart) - uart->count : 0;
}

void uart16550_receive(struct uart16550 *uart, uint8_t byte)
{
    if (uart->count == capacity(uart)) {
        uart->overrun = true;
        interrupt_if(uart, uart->ier & UART16550_IER_LINE_STATUS);
        return;
    }
    uart->fifo[(uart->first + uart->count) % UART16550_FIFO_BYTES] = byte;
    uart->count++;
    interrupt_if(uart, uart->ier & UART16550_IER_RECEIVED);
}

static uint8_t take_received(struct uart16550 *uart)
{
    uart->listening = true;
    if (uart->count == 0) {
        return 0;
    }
    uint8_t byte = uart->fifo[uart->first];
    uart->first = (uart->first + 1) % UART16550_FIFO_BYTES;
    uart->count--;
    return byte;
}

static uint8_t read_interrupt_identification(struct uart16550 *uart)
{
    uint8_t fifo = (uart->fcr & UART16550_FCR_ENABLE) ? UART16550_IIR_FIFO : 0;

    if ((uart->ier & UART16550_IER_LINE_STATUS) && uart->overrun) {
        return fifo | UART16550_IIR_LINE_STATUS;
    }
    if ((uart->ier & UART16550_IER_RECEIVED) && uart->count > 0) {
        return fifo | UART16550_IIR_RECEIVED;
    }
    if ((uart->ier & UART16550_IER_EMPTY) && uart->empty_pending) {
        uart->empty_pending = false;
        return fifo | UART16550_IIR_EMPTY;
    }
    return fifo | UART16550_IIR_NONE;
}

static uint8_t read_line_status(struct uart16550 *uart)
{
    uint8_t status = UART16550_LSR_EMPTY;

    if (uart->count > 0) {
        status |= UART16550_LSR_READY;
    }
    if (uart->overrun) {
        status |= UART16550_LSR_OVERRUN;
    }
    uart->overrun = false;
    uart->listening = true;
    return status;
}

/* In loopback mode the modem's inputs are the outputs of the control register: DTR, RTS, OUT1, OUT2. */
static uint8_t read_modem_status(const struct uart16550 *uart)
{
    if (!(uart->mcr & UART16550_MCR_LOOPBACK)) {
        return UART16550_MSR_CARRIER;
    }
    unsigned dtr = uart->mcr & 1u, rts = (uart->mcr >> 1) & 1u, outs = (uart->mcr >> 2) & 3u;
    return (uint8_t)(rts << 4 | dtr << 5 | outs << 6);
}

uint8_t uart16550_read(struct uart16550 *uart, unsigned offset)
{
    bool divisor = uart->lcr & UART16550_LCR_DLAB;

    switch (offset) {
    case UART16550_DATA:
        return divisor ? uart->divisor[0] : take_received(uart);
    case UART16550_IER:
        return divisor ? uart->divisor[1] : uart->ier;
    case UART16550_IIR:
        return read_interrupt_identification(uart);
    case UART16550_LCR:
        return uart->lcr;
    case UART16550_MCR:
        return uart->mcr;
    case UART16550_LSR:
        return read_line_status(uart);
    case UART16550_MSR:
        return read_modem_status(uart);
    case UART16550_SCR:
        return uart->scr;
    default:
        return 0xff;
    }
}

static void transmit(struct uart16550 *uart, uint8_t byte)
{
    if (uart->mcr & UART16550_MCR_LOOPBACK) {
        uart16550_receive(uart, byte);
    } else {
        uart->ops->send(uart->owner, byte);
    }
    uart->empty_pending = true;
    interrupt_if(uart, uart->ier & UART16550_IER_EMPTY);
}

static void write_interrupt_enable(struct uart16550 *uart, uint8_t value)
{
    uint8_t enabled = (uint8_t)(value & IER_BITS & ~uart->ier);

    uart->ier = value & IER_BITS;
    if (enabled & UART16550_IER_RECEIVED) {
        uart->listening = true;
    }
    if (enabled & UART16550_IER_EMPTY) {
        uart->empty_pending = true;
    }
    interrupt_if(uart, ((enabled & UART16550_IER_RECEIVED) && uart->count > 0) ||
                           (enabled & UART16550_IER_EMPTY) ||
                           ((enabled & UART16550_IER_LINE_STATUS) && uart->overrun));
}

/* Turning the FIFO on or off empties it, as the clear bit does. */
static void write_fifo_control(struct uart16550 *uart, uint8_t value)
{
    bool enable = value & UART16550_FCR_ENABLE;
    bool changed = enable != (bool)(uart->fcr & UART16550_FCR_ENABLE);

    if (changed || (enable && (value & UART16550_FCR_CLEAR_RECEIVE))) {
        uart->count = 0;
        uart->listening = uart->ier & UART16550_IER_RECEIVED;
    }
    uart->fcr = enable ? (uint8_t)(value & (FCR_TRIGGER_BITS | UART16550_FCR_ENABLE)) : 0;
}

void uart16550_write(struct uart16550 *uart, unsigned offset, uint8_t value)
{
    bool divisor = uart->lcr & UART16550_LCR_DLAB;

    switch (offset) {
    case UART16550_DATA:
        if (divisor) {
            uart->divisor[0] = value;
        } else {
            transmit(uart, value);
        }
        break;
    case UART16550_IER:
        if (divisor) {
            uart->divisor[1] = value;
        } else {
            write_interrupt_enable(uart, value);
        }
        break;
    case UART16550_FCR:
        write_fifo_control(uart, value);
        break;
    case UART16550_LCR:
        uart->lcr = value;
        break;
    case UART16550_MCR:
        uart->mcr = value & MCR_BITS;
        break;
    case UART16550_SCR:
        uart->scr = value;
        break;
    default: /* the status registers ignore writes */
        break;
    }
}
