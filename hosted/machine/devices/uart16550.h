/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A 16550 serial port: eight registers, a receive FIFO and an interrupt line. It knows nothing of the host:
 * two functions from its owner take the bytes it sends and its interrupts.
 *
 * It differs from the real part: sending takes no time, so the transmitter is always empty; any received byte
 * interrupts, whatever the FIFO's trigger level (as if the character time-out came at once); OUT2 does not
 * gate the interrupt line; line settings and divisor are kept without effect.
 *
 * The interrupt is an edge: `interrupt` is called whenever a reason to interrupt appears while it is enabled,
 * and so for each further byte in the FIFO. A driver that reads until the FIFO is empty and then acknowledges
 * misses nothing.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define UART16550_PORTS 8
#define UART16550_FIFO_BYTES 16

/* Registers, by offset. While LCR has DLAB, offsets 0 and 1 are the divisor. */
enum uart16550_register {
    UART16550_DATA = 0, /* read: receive buffer; write: transmit holding */
    UART16550_IER = 1,
    UART16550_IIR = 2, /* read */
    UART16550_FCR = 2, /* write */
    UART16550_LCR = 3,
    UART16550_MCR = 4,
    UART16550_LSR = 5,
    UART16550_MSR = 6,
    UART16550_SCR = 7
};

#define UART16550_IER_RECEIVED 0x01
#define UART16550_IER_EMPTY 0x02
#define UART16550_IER_LINE_STATUS 0x04
#define UART16550_IER_MODEM_STATUS 0x08
#define UART16550_IIR_NONE 0x01
#define UART16550_IIR_EMPTY 0x02
#define UART16550_IIR_RECEIVED 0x04
#define UART16550_IIR_LINE_STATUS 0x06
#define UART16550_IIR_FIFO 0xc0
#define UART16550_FCR_ENABLE 0x01
#define UART16550_FCR_CLEAR_RECEIVE 0x02
#define UART16550_LCR_DLAB 0x80
#define UART16550_MCR_LOOPBACK 0x10
#define UART16550_LSR_READY 0x01
#define UART16550_LSR_OVERRUN 0x02
#define UART16550_LSR_EMPTY 0x60   /* holding register and shift register */
#define UART16550_MSR_CARRIER 0xb0 /* carrier detect, data set ready, clear to send */

struct uart16550_ops {
    void (*send)(void *owner, uint8_t byte);
    void (*interrupt)(void *owner);
};

struct uart16550 {
    const struct uart16550_ops *ops;
    void *owner;
    uint8_t ier, fcr, lcr, mcr, scr;
    uint8_t divisor[2];
    uint8_t fifo[UART16550_FIFO_BYTES];
    unsigned first; /* index in fifo of the oldest byte */
    unsigned count;
    bool overrun;
    bool empty_pending; /* the transmitter-empty interrupt was raised and not yet read */
    bool listening;     /* the driver has shown that it wants input; see uart16550_room() */
};

/* Resets the device. The functions of `ops` receive `owner`. */
void uart16550_init(struct uart16550 *uart, const struct uart16550_ops *ops, void *owner);

/* Register accesses; offset 0 to 7. */
uint8_t uart16550_read(struct uart16550 *uart, unsigned offset);
void uart16550_write(struct uart16550 *uart, unsigned offset, uint8_t value);

/*
 * How many bytes it can receive now: none until its driver enables the received-data interrupt, or reads the
 * line status or the receive buffer. Earlier bytes would be lost when the driver clears the FIFO.
 */
unsigned uart16550_room(const struct uart16550 *uart);

/* Receives a byte. If there is no room, it is lost and the overrun bit is set. */
void uart16550_receive(struct uart16550 *uart, uint8_t byte);
