/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The machine's first serial port: its registers, by I/O ports or in memory, and what the driver does with
 * them.
 */
#pragma once

#include "child.h"
#include "devices.h"

/* The registers, opened. */
struct registers {
    seL4_CPtr ports;
    volatile void *memory;
    struct child_mapping mapping;
};

/* capability: what device_get_registers() got. Returns 0 or an error. */
int registers_open(sel4rpc_child_t *child, seL4_CPtr capability, struct registers *registers);
void registers_close(struct registers *registers);
uint32_t registers_read(const struct registers *registers, unsigned number);
void registers_write(const struct registers *registers, unsigned number, uint32_t value);

/* Takes a character that has arrived. Returns false if there is none. */
bool uart_get(const struct registers *registers, char *character);
/* Sends a character; waits until the device takes it. */
void uart_put(const struct registers *registers, char character);
/* Interrupts when a character arrives. */
void uart_interrupts_on(const struct registers *registers);
/* Interrupts at once, because it can send. */
void uart_interrupt_now(const struct registers *registers);
void uart_interrupts_off(const struct registers *registers);
