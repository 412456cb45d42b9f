/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of ia32, and its spaces.
 */
#include "directed/x86/x86.h"

const seL4_Word own_vaddr = 0x60000000UL;

const struct group *const architecture_groups[] = {paging_groups, interrupt_groups, port_groups,
                                                   architecture_stub_groups, NULL};

static seL4_CPtr map_structures(seL4_CPtr vspace, seL4_Word vaddr)
{
    seL4_CPtr pt = object(seL4_X86_PageTableObject, 0);

    invoke(pt, X86PageTableMap, WORDS(vaddr, 0), WORDS(vspace));
    return pt;
}

struct space new_space(void)
{
    struct space space = {.vspace = object(VSPACE_OBJECT, 0)};

    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(space.vspace));
    space.pt = map_structures(space.vspace, SPACE_VADDR);
    space.page = object(FRAME_OBJECT, 0);
    return space;
}

void map_own_structures(void)
{
    map_structures(seL4_CapInitThreadVSpace, own_vaddr);
}
