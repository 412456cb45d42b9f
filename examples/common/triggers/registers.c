/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory.
 */
#include "../uart.h"

#define VADDR ((uintptr_t)0x50000000)

int registers_open(sel4rpc_child_t *child, seL4_CPtr capability, struct registers *registers)
{
    registers->memory = (volatile void *)VADDR;
    return child_map(child, capability, VADDR, false, &registers->mapping);
}

void registers_close(struct registers *registers)
{
    child_unmap(&registers->mapping);
}

uint32_t registers_read(const struct registers *registers, unsigned number)
{
    return ((volatile serial_register_t *)registers->memory)[number];
}

void registers_write(const struct registers *registers, unsigned number, uint32_t value)
{
    ((volatile serial_register_t *)registers->memory)[number] = (serial_register_t)value;
}
