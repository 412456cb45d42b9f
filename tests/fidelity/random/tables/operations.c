/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The operations of Arm and RISC-V, whose page tables are of one kind.
 */
#include "paging.h"
#include "random/random.h"

#define VADDR 0x1000000000UL
#define KERNEL_VADDR 0xffffff8000000000UL
#define LINE 90
#define MOST_LEVELS 3

const struct operation architecture_operations[] = {
    {"map-page", 14, PAGE_MAP, 'F', "vra", "V"},       {"unmap-page", 3, PAGE_UNMAP, 'F', "", ""},
    {"address", 2, PAGE_GET_ADDRESS, 'F', "", ""},     {"map-table", 12, TABLE_MAP, 'P', "va", "V"},
    {"unmap-table", 3, TABLE_UNMAP, 'P', "", ""},      {"assign", 4, ASID_ASSIGN, 'A', "", "V"},
    {"make-pool", 3, ASID_MAKE_POOL, 'a', "3D", "UR"}, {"get", 3, IRQIssueIRQHandler, 'I', "k2D", "R"},
    {"get-trigger", 3, IRQ_TRIGGER, 'I', "kl2D", "R"}, {"map-of", 1, PAGE_MAP, '?', "vra", "V"},
    {"table-of", 1, TABLE_MAP, '?', "va", "V"},        {0},
};
const struct operation mode_operations[] = {
    {0},
};

static seL4_Word pool_address;

static seL4_CPtr put(seL4_CPtr to, seL4_Word type)
{
    invoke(SLOT_POOL, UntypedRetype, WORDS(type, 0, 0, 0, to, 1), WORDS(CNODE));
    return to + 1;
}

void architecture_fill(seL4_CPtr from, int mapped)
{
    seL4_CPtr slot = from, pages = from, tables, vspaces;

    slot = put(slot, LARGE_OBJECT);
    slot = put(slot, FRAME_OBJECT);
    slot = put(slot, FRAME_OBJECT);
    vspaces = slot;
    slot = put(slot, VSPACE_OBJECT);
    slot = put(slot, VSPACE_OBJECT);
    slot = put(slot, VSPACE_OBJECT);
    tables = slot;
    for (unsigned i = 0; i < MOST_LEVELS + 1; i++) {
        slot = put(slot, TABLE_OBJECT);
    }
    kinds_learn('F', pages + 1);
    kinds_learn('V', vspaces);
    kinds_learn('P', tables);
    kinds_learn('A', seL4_CapInitThreadASIDPool);
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspaces));
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspaces + 1));
    for (unsigned i = 0; i < MOST_LEVELS && mapped; i++) {
        invoke(tables + i, TABLE_MAP, WORDS(VADDR, 0), WORDS(vspaces));
    }
    invoke(seL4_CapIRQControl, IRQIssueIRQHandler, WORDS(LINE, slot, DEPTH), WORDS(CNODE));
    kinds_learn('H', slot);
    invoke(pages, PAGE_GET_ADDRESS, NOTHING, NOTHING);
    pool_address = answer.registers[0] & ~(((seL4_Word)1 << POOL_BITS) - 1);
}

seL4_CPtr architecture_slot(char letter)
{
    switch (letter) {
    case 'A':
        return chance(60) ? seL4_CapInitThreadASIDPool : 0;
    case 'a':
        return seL4_CapASIDControl;
    case 'I':
        return seL4_CapIRQControl;
    default:
        return 0;
    }
}

static seL4_Word address(void)
{
    seL4_Word vaddr = VADDR + below(3) * 0x1000;

    vaddr += below(3) * ((seL4_Word)1 << seL4_LargePageBits);
    vaddr += chance(90) ? 0 : below(2) * 0x40000000UL;
    if (chance(50)) {
        vaddr &= ~(((seL4_Word)1 << seL4_LargePageBits) - 1);
    }
    return chance(96) ? vaddr : chance(50) ? vaddr + 1 + below(0x1000) : KERNEL_VADDR;
}

seL4_Word architecture_register(char letter)
{
    switch (letter) {
    case 'v':
        return address();
    case 'a':
        return below(4);
    case 'k': /* a line */
        return chance(95) ? LINE + below(3) : 1000 + below(1000);
    case 'l': /* a trigger */
        return below(2);
    default:
        return 0;
    }
}

void architecture_mask(seL4_Word label)
{
    if (label == PAGE_GET_ADDRESS && seL4_MessageInfo_get_label(answer.info) == seL4_NoError &&
        seL4_MessageInfo_get_length(answer.info) == 1) {
        answer.registers[0] -= pool_address;
    }
}
