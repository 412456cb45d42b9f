/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of Arm and RISC-V, and their spaces.
 */
#include "directed/tables/tables.h"

const seL4_Word own_vaddr = 0x60000000UL;

const struct group *const architecture_groups[] = {paging_groups, huge_groups, interrupt_groups, more_groups,
                                                   NULL};

seL4_CPtr map_tables(seL4_CPtr vspace, seL4_Word vaddr, unsigned *count)
{
    seL4_CPtr last = 0, table = object(TABLE_OBJECT, 0);

    *count = 0;
    while (*count < MOST_LEVELS && invoke(table, TABLE_MAP, WORDS(vaddr, 0), WORDS(vspace)) == seL4_NoError) {
        last = table;
        (*count)++;
        table = object(TABLE_OBJECT, 0);
    }
    return last;
}

struct space new_space(void)
{
    struct space space = {.vspace = object(VSPACE_OBJECT, 0)};
    unsigned count;

    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(space.vspace));
    space.pt = map_tables(space.vspace, SPACE_VADDR, &count);
    space.page = object(FRAME_OBJECT, 0);
    return space;
}

void map_own_structures(void)
{
    unsigned count;

    map_tables(seL4_CapInitThreadVSpace, own_vaddr, &count);
}
