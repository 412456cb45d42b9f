/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the examples' children; see child.h.
 */
#include "child.h"

#include <sel4utils/mapping.h>
#include <sel4utils/process.h>
#include <stdarg.h>
#include <stdio.h>
#include <vspace/page.h>

/* log2 of the bytes that an allocator asks for: enough for the page tables of a frame. */
#define CHUNK_BITS 14

void child_say(const sel4rpc_child_t *child, const char *format, ...)
{
    char line[160];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    printf("%-8s| %s\n", child->name, line);
}

void child_expect(sel4rpc_child_t *child, const char *what, int expected, int error)
{
    const char *answer = error == 0 ? "done" : sel4rpc_strerror(error);

    child_say(child, "%s: %s", what, answer);
    if (error != expected) {
        child_say(child, "that was not expected; expected was: %s",
                  expected == 0 ? "done" : sel4rpc_strerror(expected));
        child->failures++;
    }
}

/* Makes the allocator in the next slots of the child. */
static int make_allocator(sel4rpc_child_t *child, struct child_mapping *mapping)
{
    sel4rpc_slots_t slots;
    int error = sel4rpc_slots_of_range(&mapping->slots, SEL4UTILS_CNODE_SLOT, seL4_WordBits, child->next_slot,
                                       CHILD_TABLE_SLOTS, mapping->slot_map, &slots);

    child->next_slot += CHILD_TABLE_SLOTS;
    if (error == 0) {
        error = sel4rpc_vka_init(&mapping->allocator, &child->rpc, &slots, mapping->records,
                                 sizeof(mapping->records) / sizeof(mapping->records[0]));
    }
    if (error == 0) {
        error = sel4rpc_vka_set_chunk_bits(&mapping->allocator, CHUNK_BITS);
    }
    if (error == 0) {
        sel4rpc_vka_make(&mapping->allocator, &mapping->vka);
    }
    return error;
}

int child_map(sel4rpc_child_t *child, seL4_CPtr frame, uintptr_t vaddr, bool cached,
              struct child_mapping *mapping)
{
    mapping->frame = frame;
    mapping->table_count = CHILD_MAX_TABLES;
    int error = make_allocator(child, mapping);

    if (error != 0) {
        return error;
    }
    error = sel4utils_map_page(&mapping->vka, SEL4UTILS_PD_SLOT, frame, (void *)vaddr, seL4_ReadWrite, cached,
                               mapping->tables, &mapping->table_count);
    if (error != 0) {
        (void)sel4rpc_vka_clean_up(&mapping->allocator);
    }
    return error;
}

void child_unmap(struct child_mapping *mapping)
{
    (void)seL4_ARCH_Page_Unmap(mapping->frame);
    while (mapping->table_count > 0) {
        vka_free_object(&mapping->vka, &mapping->tables[--mapping->table_count]);
    }
    (void)sel4rpc_vka_clean_up(&mapping->allocator);
}
