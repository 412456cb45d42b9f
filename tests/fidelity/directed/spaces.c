/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address spaces with all structures in place.
 */
#include "directed/levels.h"

const seL4_Word own_vaddr = 0x60000000UL;

seL4_CPtr map_levels(seL4_CPtr vspace, seL4_Word vaddr)
{
    seL4_CPtr last = 0;

    for (unsigned i = 0; i < level_count; i++) {
        last = object(levels[i].object, 0);
        invoke(last, levels[i].map, WORDS(vaddr, 0), WORDS(vspace));
    }
    return last;
}

struct space new_space(void)
{
    struct space space = {.vspace = object(VSPACE_OBJECT, 0)};

    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(space.vspace));
    space.pt = map_levels(space.vspace, SPACE_VADDR);
    space.page = object(FRAME_OBJECT, 0);
    return space;
}

void map_own_structures(void)
{
    map_levels(seL4_CapInitThreadVSpace, own_vaddr);
}
