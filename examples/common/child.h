/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the children of the examples have in common: a client of their parent, empty slots, a voice, and an
 * end.
 */
#pragma once

#include <sel4rpc/client.h>

struct child {
    const char *name;
    sel4rpc_client_t rpc;
    seL4_CPtr next_slot; /* the first empty slot of the CSpace */
    seL4_CPtr given;     /* what its parent gave it beside the endpoint; 0 for nothing */
    int failures;        /* of child_expect() */
};

/* Makes the child from its arguments: its name, the endpoint to its parent, its first empty slot, and the
 * slot of what else it was given. */
void child_init(struct child *child, int argc, char *argv[]);

/* The next empty slot. */
sel4rpc_slot_t child_take_slot(struct child *child);

/* Prints one line, with the child's name before it. */
void child_say(const struct child *child, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints what a call returned, in words; counts a failure where that is not what was expected. */
void child_expect(struct child *child, const char *what, int expected, int error);

/* Tells the parent that the child is ready; what it said until now is printed. */
void child_tell_ready(const struct child *child);

/* Tells the parent that the child is done, and with how many failures; the parent ends it. Does not return.
 */
_Noreturn void child_finish(struct child *child);

/* Asks for an interrupt of the PC's: by its number, or, from a kernel that uses the I/O APIC and has them by
 * pin only, by its pin and a vector of the same number. Returns as sel4rpc_get_irq(). */
int child_get_irq(struct child *child, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie);

/*
 * Maps a frame into the child's address space. Where a page table is missing there, asks the parent for one;
 * at most `tables` has room for. Returns an seL4_Error.
 */
#define CHILD_MAX_TABLES 3
struct child_tables {
    sel4rpc_memory_t memory[CHILD_MAX_TABLES];
    int count;
};
int child_map(struct child *child, seL4_CPtr frame, uintptr_t vaddr, struct child_tables *tables);
/* Gives the page tables back. */
void child_unmap(struct child *child, seL4_CPtr frame, struct child_tables *tables);
