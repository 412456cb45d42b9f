/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in I/O ports.
 */
#include "../uart.h"

int registers_open(sel4rpc_child_t *child, seL4_CPtr capability, struct registers *registers)
{
    (void)child;
    registers->ports = capability;
    return 0;
}

void registers_close(struct registers *registers)
{
    (void)registers;
}

static seL4_Uint16 port(unsigned number)
{
    return (seL4_Uint16)(serial_device.registers.first + number);
}

uint32_t registers_read(const struct registers *registers, unsigned number)
{
    return seL4_X86_IOPort_In8(registers->ports, port(number)).result;
}

void registers_write(const struct registers *registers, unsigned number, uint32_t value)
{
    (void)seL4_X86_IOPort_Out8(registers->ports, port(number), value);
}
