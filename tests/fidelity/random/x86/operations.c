/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The operations of x86. Nothing is read from a port, and written only where no device is. The line and the
 * ports are those that the directed calls use.
 */
#include "random/x86/x86.h"

const struct operation architecture_operations[] = {
    {"map-page", 12, X86PageMap, 'F', "vra", "V"},
    {"unmap-page", 3, X86PageUnmap, 'F', "", ""},
    {"address", 2, X86PageGetAddress, 'F', "", ""},
    {"map-table", 6, X86PageTableMap, 'P', "va", "V"},
    {"unmap-table", 1, X86PageTableUnmap, 'P', "", ""},
    {"assign", 4, X86ASIDPoolAssign, 'A', "", "V"},
    {"make-pool", 3, X86ASIDControlMakePool, 'a', "3D", "UR"},
    {"get-ioapic", 3, X86IRQIssueIRQHandlerIOAPIC, 'I', "2DikllV", "R"},
    {"get-msi", 2, X86IRQIssueIRQHandlerMSI, 'I', "2Dm-l-V", "R"},
    {"issue-ports", 4, X86IOPortControlIssue, 'O', "PQ2D", "R"},
    {"out8", 1, X86IOPortOut8, 'o', "P-", ""},
    {"out16", 1, X86IOPortOut16, 'o', "P-", ""},
    {"out32", 1, X86IOPortOut32, 'o', "P-", ""},
    {"map-of", 1, X86PageMap, '?', "vra", "V"},
    {"table-of", 1, X86PageTableMap, '?', "va", "V"},
    {0},
};

static seL4_Word pool_address;

static void map(seL4_CPtr structure, seL4_Word label, seL4_CPtr vspace)
{
    invoke(structure, label, WORDS(random_vaddr, 0), WORDS(vspace));
}

static seL4_CPtr put(seL4_CPtr to, seL4_Word type)
{
    invoke(SLOT_POOL, UntypedRetype, WORDS(type, 0, 0, 0, to, 1), WORDS(CNODE));
    return to + 1;
}

void architecture_fill(seL4_CPtr from, int mapped)
{
    seL4_CPtr slot = from, pages = from, structures = from + 3, vspaces;

    slot = put(slot, seL4_X86_LargePageObject);
    slot = put(slot, FRAME_OBJECT);
    slot = put(slot, FRAME_OBJECT);
    for (unsigned i = 0; i < structure_count; i++) {
        slot = put(slot, structure_types[i].type);
        kinds_learn(structure_types[i].letter, slot - 1);
    }
    slot = put(slot, seL4_X86_PageTableObject);
    vspaces = slot;
    slot = put(slot, VSPACE_OBJECT);
    slot = put(slot, VSPACE_OBJECT);
    slot = put(slot, VSPACE_OBJECT);
    kinds_learn('F', pages);
    kinds_learn('V', vspaces);
    kinds_learn('A', seL4_CapInitThreadASIDPool);
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspaces));
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspaces + 1));
    for (unsigned i = 0; i < structure_count && mapped; i++) { /* from the top */
        map(structures + i, structure_types[i].map, vspaces);
    }
    invoke(seL4_CapIRQControl, X86IRQIssueIRQHandlerIOAPIC, WORDS(slot, DEPTH, 0, 5, 0, 0, 20), WORDS(CNODE));
    kinds_learn('H', slot);
    invoke(seL4_CapIOPortControl, X86IOPortControlIssue, WORDS(0x2f00, 0x2f07, slot + 1, DEPTH),
           WORDS(CNODE));
    kinds_learn('o', slot + 1);
    invoke(pages, X86PageGetAddress, NOTHING, NOTHING);
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
    case 'O':
        return seL4_CapIOPortControl;
    default:
        return 0;
    }
}

static seL4_Word address(void)
{
    seL4_Word vaddr = random_vaddr + below(3) * 0x1000;

    vaddr += below(3) * ((seL4_Word)1 << seL4_LargePageBits);
    vaddr += random_upper_offset();
    if (chance(50)) {
        vaddr &= ~(((seL4_Word)1 << seL4_LargePageBits) - 1);
    }
    return chance(96) ? vaddr : chance(50) ? vaddr + 1 + below(0x1000) : kernel_vaddr;
}

seL4_Word architecture_register(char letter)
{
    switch (letter) {
    case 'v':
        return address();
    case 'a':
        return below(8);
    case 'i': /* an I/O APIC */
        return chance(95) ? 0 : below(4);
    case 'k': /* a pin */
        return chance(90) ? 5 + below(3) : 24 + below(40);
    case 'l': /* level, polarity, function */
        return chance(95) ? below(2) : below(16);
    case 'm': /* a bus */
        return chance(95) ? below(256) : below(1024);
    case 'V': /* a vector */
        return chance(95) ? 20 + below(4) : 100 + below(20);
    case 'P': /* a port, the first of a range */
        return chance(95) ? 0x2f00 + below(24) : 0x2f00 + below(256);
    case 'Q': /* the last */
        return chance(95) ? 0x2f10 + below(24) : 0x2f00 + below(256);
    default:
        return 0;
    }
}

void architecture_mask(seL4_Word label)
{
    if (label == X86PageGetAddress && seL4_MessageInfo_get_label(answer.info) == seL4_NoError &&
        seL4_MessageInfo_get_length(answer.info) == 1) {
        answer.registers[0] -= pool_address;
    }
}
