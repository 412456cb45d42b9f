/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the examples' children: printing, and mapping a frame.
 */
#pragma once

#include <sel4rpc/child.h>
#include <sel4rpc/vka.h>
#include <vka/object.h>

/* Prints one line, prefixed with the child's name. */
void child_say(const sel4rpc_child_t *child, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints the result of a call in words; counts a failure if it is not the expected one. */
void child_expect(sel4rpc_child_t *child, const char *what, int expected, int error);

/* A mapped frame, and an allocator that asks the parent for the page tables. */
#define CHILD_MAX_TABLES 3
#define CHILD_TABLE_SLOTS 32
struct child_mapping {
    seL4_CPtr frame;
    sel4rpc_slot_range_t slots;
    seL4_Word slot_map[SEL4RPC_SLOT_WORDS(CHILD_TABLE_SLOTS)];
    sel4rpc_vka_record_t records[8];
    sel4rpc_vka_t allocator;
    vka_t vka;
    vka_object_t tables[CHILD_MAX_TABLES];
    int table_count;
};

/*
 * Maps a frame into the child's address space, with the page tables that are missing there. cached: false for
 * a device's. mapping: out; in use until child_unmap(). Returns 0, or an error, and nothing is mapped.
 */
int child_map(sel4rpc_child_t *child, seL4_CPtr frame, uintptr_t vaddr, bool cached,
              struct child_mapping *mapping);
/* Unmaps the frame, and frees the page tables. */
void child_unmap(struct child_mapping *mapping);
