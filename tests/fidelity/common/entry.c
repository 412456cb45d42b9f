/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a thread in the program's VSpace begins with.
 */
#include "common/entry.h"

#include <sel4utils/helpers.h>

#include "common/world.h"
#include "directed/directed.h"
#include "paging.h"

#define BUFFER_SIZE 0x1000
#define STACK_BYTES 0x10000

static char stacks[ENTRIES][STACK_BYTES] __attribute__((aligned(16)));

seL4_Word stack_top(unsigned index)
{
    return (seL4_Word)(stacks[index] + STACK_BYTES);
}

seL4_Word buffer_vaddr(unsigned index)
{
    return own_vaddr + index * BUFFER_SIZE;
}

seL4_Error map_buffer(unsigned index, seL4_CPtr *buffer)
{
    *buffer = object(FRAME_OBJECT, 0);
    return invoke(*buffer, PAGE_MAP, WORDS(buffer_vaddr(index), READ | WRITE, 0),
                  WORDS(seL4_CapInitThreadVSpace));
}

void make_entry(unsigned index, entry_t entry, const seL4_Word arguments[3], seL4_UserContext *context)
{
    *context = (seL4_UserContext){0};
    sel4utils_arch_init_local_context((void *)(seL4_Word)entry, (void *)arguments[0], (void *)arguments[1],
                                      (void *)arguments[2], (void *)stack_top(index), context);
    set_variables(index, context);
}
