/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A 16550: the serial port of a PC, and of qemu's RISC-V board.
 */
#include "uart.h"

enum { DATA = 0, INTERRUPT_ENABLE = 1, MODEM_CONTROL = 4, LINE_STATUS = 5 };
#define LINE_STATUS_DATA_READY 0x01
#define LINE_STATUS_CAN_SEND 0x20
#define INTERRUPT_ON_DATA 0x01
#define INTERRUPT_ON_CAN_SEND 0x02
#define MODEM_CONTROL_ON 0x0b /* DTR, RTS, and OUT2, which a PC's interrupt needs */

bool uart_get(const struct registers *registers, char *character)
{
    bool has_one = (registers_read(registers, LINE_STATUS) & LINE_STATUS_DATA_READY) != 0;

    if (has_one) {
        *character = (char)registers_read(registers, DATA);
    }
    return has_one;
}

void uart_put(const struct registers *registers, char character)
{
    while ((registers_read(registers, LINE_STATUS) & LINE_STATUS_CAN_SEND) == 0) {
    }
    registers_write(registers, DATA, (unsigned char)character);
}

void uart_interrupts_on(const struct registers *registers)
{
    registers_write(registers, MODEM_CONTROL, MODEM_CONTROL_ON);
    registers_write(registers, INTERRUPT_ENABLE, INTERRUPT_ON_DATA);
}

void uart_interrupt_now(const struct registers *registers)
{
    registers_write(registers, MODEM_CONTROL, MODEM_CONTROL_ON);
    registers_write(registers, INTERRUPT_ENABLE, INTERRUPT_ON_CAN_SEND);
}

void uart_interrupts_off(const struct registers *registers)
{
    registers_write(registers, INTERRUPT_ENABLE, 0);
}
