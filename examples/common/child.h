/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the examples' children share: a voice, getting an interrupt, mapping a frame.
 */
#pragma once

#include <sel4rpc/child.h>

/* Prints one line, with the child's name before it. */
void child_say(const sel4rpc_child_t *child, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints what a call returned, in words; counts a failure where that is not what was expected. */
void child_expect(sel4rpc_child_t *child, const char *what, int expected, int error);

/* Asks for an interrupt of the PC's: by its number, or, from a kernel that uses the I/O APIC and has them by
 * pin only, by its pin and a vector of the same number. Returns as sel4rpc_get_irq(). */
int child_get_irq(sel4rpc_child_t *child, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie);

/*
 * Maps a frame into the child's address space. Where a page table is missing there, asks the parent for one;
 * at most `tables` has room for. Returns an seL4_Error.
 */
#define CHILD_MAX_TABLES 3
struct child_tables {
    sel4rpc_memory_t memory[CHILD_MAX_TABLES];
    int count;
};
int child_map(sel4rpc_child_t *child, seL4_CPtr frame, uintptr_t vaddr, struct child_tables *tables);
/* Gives the page tables back. */
void child_unmap(sel4rpc_child_t *child, seL4_CPtr frame, struct child_tables *tables);
