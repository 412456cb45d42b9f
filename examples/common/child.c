/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the examples' children; see child.h.
 */
#include "child.h"

#include <sel4utils/process.h>
#include <stdarg.h>
#include <stdio.h>

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

int child_get_irq(sel4rpc_child_t *child, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie)
{
    int error = sel4rpc_get_irq(&child->rpc, irq, slot, cookie);

    if (error == seL4_IllegalOperation) {
        error = sel4rpc_get_irq_ioapic(&child->rpc, 0, irq, 0, 0, irq, slot, cookie);
    }
    return error;
}

typedef seL4_Error (*map_table_fn)(seL4_CPtr table, seL4_CPtr vspace, seL4_Word vaddr,
                                   seL4_X86_VMAttributes attributes);

/* Paging structures, the lowest level last; each needs the ones before it. */
static const struct {
    seL4_Word type;
    seL4_Word size_bits;
    map_table_fn map;
} table_types[] = {
#ifdef CONFIG_ARCH_X86_64
    {seL4_X86_PDPTObject, seL4_PDPTBits, seL4_X86_PDPT_Map},
    {seL4_X86_PageDirectoryObject, seL4_PageDirBits, seL4_X86_PageDirectory_Map},
#endif
    {seL4_X86_PageTableObject, seL4_PageTableBits, seL4_X86_PageTable_Map},
};

/* Retypes a paging structure from an untyped of the parent, which cannot grant the structure itself. */
static int make_table(sel4rpc_child_t *child, size_t number, seL4_CPtr *table, sel4rpc_memory_t *memory)
{
    sel4rpc_slot_t untyped = sel4rpc_child_take_slot(child);
    int error =
        sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, table_types[number].size_bits, untyped, memory);

    if (error != 0) {
        return error;
    }
    *table = sel4rpc_child_take_slot(child).index;
    return (int)seL4_Untyped_Retype(untyped.index, table_types[number].type, 0, SEL4UTILS_CNODE_SLOT, 0, 0,
                                    *table, 1);
}

/* Maps the missing paging structures one after another. */
static int map_tables(sel4rpc_child_t *child, uintptr_t vaddr, struct child_tables *tables)
{
    for (size_t i = 0; i < sizeof(table_types) / sizeof(table_types[0]); i++) {
        sel4rpc_memory_t *memory = &tables->memory[tables->count];
        seL4_CPtr table;
        int error = make_table(child, i, &table, memory);
        if (error != 0) {
            return error;
        }
        error = (int)table_types[i].map(table, SEL4UTILS_PD_SLOT, vaddr, seL4_X86_Default_VMAttributes);
        if (error == seL4_DeleteFirst) {
            error = sel4rpc_free_memory(&child->rpc, memory); /* this level exists already */
        } else {
            tables->count++;
        }
        if (error != seL4_NoError) {
            return error;
        }
    }
    return 0;
}

int child_map(sel4rpc_child_t *child, seL4_CPtr frame, uintptr_t vaddr, struct child_tables *tables)
{
    tables->count = 0;
    int error = (int)seL4_X86_Page_Map(frame, SEL4UTILS_PD_SLOT, vaddr, seL4_ReadWrite,
                                       seL4_X86_Default_VMAttributes);

    if (error == seL4_FailedLookup) {
        error = map_tables(child, vaddr, tables);
        if (error == 0) {
            error = (int)seL4_X86_Page_Map(frame, SEL4UTILS_PD_SLOT, vaddr, seL4_ReadWrite,
                                           seL4_X86_Default_VMAttributes);
        }
    }
    return error;
}

void child_unmap(sel4rpc_child_t *child, seL4_CPtr frame, struct child_tables *tables)
{
    (void)seL4_X86_Page_Unmap(frame);
    while (tables->count > 0) {
        (void)sel4rpc_free_memory(&child->rpc, &tables->memory[--tables->count]);
    }
}
