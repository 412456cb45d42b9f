/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A PL011: the serial port of qemu's Arm board. Source: Arm's technical reference manual, DDI 0183.
 */
#include "uart.h"

enum { DATA = 0x00 / 4, FLAGS = 0x18 / 4, INTERRUPT_MASK = 0x38 / 4 };
#define FLAGS_NOTHING_RECEIVED 0x10
#define FLAGS_CANNOT_SEND 0x20
#define INTERRUPT_ON_DATA 0x50 /* enough has arrived, or some, and then nothing for a while */
#define INTERRUPT_ON_CAN_SEND 0x20

bool uart_get(const struct registers *registers, char *character)
{
    bool has_one = (registers_read(registers, FLAGS) & FLAGS_NOTHING_RECEIVED) == 0;

    if (has_one) {
        *character = (char)registers_read(registers, DATA);
    }
    return has_one;
}

void uart_put(const struct registers *registers, char character)
{
    while ((registers_read(registers, FLAGS) & FLAGS_CANNOT_SEND) != 0) {
    }
    registers_write(registers, DATA, (unsigned char)character);
}

void uart_interrupts_on(const struct registers *registers)
{
    registers_write(registers, INTERRUPT_MASK, INTERRUPT_ON_DATA);
}

/* It has to have sent something before. */
void uart_interrupt_now(const struct registers *registers)
{
    uart_put(registers, '\n');
    registers_write(registers, INTERRUPT_MASK, INTERRUPT_ON_CAN_SEND);
}

void uart_interrupts_off(const struct registers *registers)
{
    registers_write(registers, INTERRUPT_MASK, 0);
}
