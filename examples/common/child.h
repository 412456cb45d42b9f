/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the examples' children: printing, getting an interrupt, mapping a frame.
 */
#pragma once

#include <sel4rpc/child.h>

/* Prints one line, prefixed with the child's name. */
void child_say(const sel4rpc_child_t *child, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints the result of a call in words; counts a failure if it is not the expected one. */
void child_expect(sel4rpc_child_t *child, const char *what, int expected, int error);

/*
 * Asks for a PC interrupt by its number. If the kernel uses the I/O APIC and offers interrupts by pin only,
 * asks by its pin, with a vector of the same number. Returns as sel4rpc_get_irq() does.
 */
int child_get_irq(sel4rpc_child_t *child, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie);

/*
 * Maps a frame into the child's address space. Asks the parent for missing page tables, at most as many as
 * fit into `tables`. Returns an seL4_Error.
 */
#define CHILD_MAX_TABLES 3
struct child_tables {
    sel4rpc_memory_t memory[CHILD_MAX_TABLES];
    int count;
};
int child_map(sel4rpc_child_t *child, seL4_CPtr frame, uintptr_t vaddr, struct child_tables *tables);
/* Frees the page tables. */
void child_unmap(sel4rpc_child_t *child, seL4_CPtr frame, struct child_tables *tables);
