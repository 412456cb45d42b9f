/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pages in a space whose structures are in place: rights, attributes, copies, addresses and contents.
 */
#include "directed/directed.h"
#include "paging.h"

#include <stdio.h>

#define PAGE 0x1000UL
#define POOL_MASK (((seL4_Word)1 << POOL_BITS) - 1)

static seL4_Error map(seL4_CPtr page, seL4_CPtr vspace, seL4_Word vaddr, seL4_Word rights)
{
    return invoke(page, PAGE_MAP, WORDS(vaddr, rights, 0), WORDS(vspace));
}

static void rights(void)
{
    struct space space = new_space();
    char key[48];

    for (seL4_Word held = 0; held <= ALL; held++) {
        seL4_CPtr page = copy(space.page, held);

        for (seL4_Word asked = 0; asked <= ALL; asked += 5) {
            snprintf(key, sizeof(key), "page.map.rights-%lu-of-%lu", (unsigned long)asked,
                     (unsigned long)held);
            try(key, page, PAGE_MAP, WORDS(SPACE_VADDR, asked, 0), WORDS(space.vspace));
        }
        invoke(page, PAGE_UNMAP, NOTHING, NOTHING);
    }
    for (seL4_Word attributes = 0; attributes < 12; attributes++) {
        snprintf(key, sizeof(key), "page.map.attributes-%lu", (unsigned long)attributes);
        try(key, space.page, PAGE_MAP, WORDS(SPACE_VADDR, ALL, attributes), WORDS(space.vspace));
    }
    try("page.map.rights-max", space.page, PAGE_MAP, WORDS(SPACE_VADDR, (seL4_Word)-1, 0),
        WORDS(space.vspace));
    try("page.map.attributes-max", space.page, PAGE_MAP, WORDS(SPACE_VADDR, ALL, (seL4_Word)-1),
        WORDS(space.vspace));
}

/* A copy of a mapped page is not mapped; each capability has a mapping of its own. */
static void copies(void)
{
    struct space space = new_space();
    seL4_CPtr second, third = slots(1);

    map(space.page, space.vspace, SPACE_VADDR, ALL);
    second = copy(space.page, ALL);
    try("page.map.copy.elsewhere", second, PAGE_MAP, WORDS(SPACE_VADDR + PAGE, ALL, 0), WORDS(space.vspace));
    try("page.map.copied.same", space.page, PAGE_MAP, WORDS(SPACE_VADDR, ALL, 0), WORDS(space.vspace));
    try("page.map.copy.over-original", second, PAGE_MAP, WORDS(SPACE_VADDR, ALL, 0), WORDS(space.vspace));
    try("page.unmap.copy", second, PAGE_UNMAP, NOTHING, NOTHING);
    try("page.map.copy.over-original-unmapped", second, PAGE_MAP, WORDS(SPACE_VADDR, ALL, 0),
        WORDS(space.vspace));
    try("cnode.move.mapped-page", CNODE, CNodeMove, WORDS(third, DEPTH, space.page, DEPTH), WORDS(CNODE));
    try("page.map.moved.elsewhere", third, PAGE_MAP, WORDS(SPACE_VADDR + PAGE, ALL, 0), WORDS(space.vspace));
    try("page.map.moved.same", third, PAGE_MAP, WORDS(SPACE_VADDR, ALL, 0), WORDS(space.vspace));
    try("cnode.mint.page", CNODE, CNodeMint, WORDS(space.page, DEPTH, third, DEPTH, ALL, 5), WORDS(CNODE));
    try("page.map.minted.elsewhere", space.page, PAGE_MAP, WORDS(SPACE_VADDR + 2 * PAGE, ALL, 0),
        WORDS(space.vspace));
}

static void derived(void)
{
    struct space space = new_space();
    seL4_CPtr to = slots(1), table = object(TABLE_OBJECT, 0), bare = object(VSPACE_OBJECT, 0);

    try("cnode.copy.pt-unmapped", CNODE, CNodeCopy, WORDS(to, DEPTH, table, DEPTH, ALL), WORDS(CNODE));
    try("cnode.mint.pt-unmapped", CNODE, CNodeMint, WORDS(to, DEPTH, table, DEPTH, ALL, 1), WORDS(CNODE));
    try("cnode.move.pt-unmapped", CNODE, CNodeMove, WORDS(to, DEPTH, table, DEPTH), WORDS(CNODE));
    try("cnode.mutate.pt-unmapped", CNODE, CNodeMutate, WORDS(table, DEPTH, to, DEPTH, 1), WORDS(CNODE));
    try("cnode.copy.pt", CNODE, CNodeCopy, WORDS(to, DEPTH, space.pt, DEPTH, ALL), WORDS(CNODE));
    try("pt.map.copy", to, TABLE_MAP, WORDS(SPACE_VADDR, 0), WORDS(space.vspace));
    delete_slot(to);
    try("cnode.copy.vspace", CNODE, CNodeCopy, WORDS(to, DEPTH, space.vspace, DEPTH, ALL), WORDS(CNODE));
    try("page.map.vspace-copy", space.page, PAGE_MAP, WORDS(SPACE_VADDR, ALL, 0), WORDS(to));
    try("page.map.vspace-original", space.page, PAGE_MAP, WORDS(SPACE_VADDR, ALL, 0), WORDS(space.vspace));
    try("asid-pool.assign.vspace-copy", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(to));
    delete_slot(to);
    try("cnode.copy.vspace-without-asid", CNODE, CNodeCopy, WORDS(to, DEPTH, bare, DEPTH, ALL), WORDS(CNODE));
    try("cnode.mint.vspace-without-asid", CNODE, CNodeMint, WORDS(to, DEPTH, bare, DEPTH, ALL, 1),
        WORDS(CNODE));
    try("cnode.move.vspace-without-asid", CNODE, CNodeMove, WORDS(to, DEPTH, bare, DEPTH), WORDS(CNODE));
    try("cnode.revoke.pt", CNODE, CNodeRevoke, WORDS(space.pt, DEPTH), NOTHING);
    try("cnode.revoke.page", CNODE, CNodeRevoke, WORDS(space.page, DEPTH), NOTHING);
    try("page.map.after-revoke", space.page, PAGE_MAP, WORDS(SPACE_VADDR + PAGE, ALL, 0),
        WORDS(space.vspace));
}

static void addresses(void)
{
    seL4_CPtr pages = objects(FRAME_OBJECT, 0, 3), large, device = slots(1);
    seL4_Word first;

    invoke(pages, PAGE_GET_ADDRESS, NOTHING, NOTHING);
    first = answer.registers[0];
    tell("page.get-address.first", WORDS(seL4_MessageInfo_get_label(answer.info),
                                         seL4_MessageInfo_get_length(answer.info), first & POOL_MASK));
    invoke(pages + 2, PAGE_GET_ADDRESS, WORDS(1, 2, 3), WORDS(CNODE));
    tell("page.get-address.third", WORDS(answer.registers[0] - first));
    large = object(LARGE_OBJECT, 0);
    invoke(large, PAGE_GET_ADDRESS, NOTHING, NOTHING);
    tell("page.get-address.large", WORDS(answer.registers[0] - first));
    invoke(copy(pages + 1, 0), PAGE_GET_ADDRESS, NOTHING, NOTHING);
    tell("page.get-address.copy-without-rights", WORDS(answer.registers[0] - first));
    try("untyped.retype.device-page", SLOT_DEVICE, UntypedRetype, WORDS(FRAME_OBJECT, 0, 0, 0, device, 1),
        WORDS(CNODE));
    identify("device-page.identify", device);
}

const struct group page_groups[] = {
    {"pages.rights", rights},
    {"pages.copies", copies},
    {"pages.derived", derived},
    {"pages.addresses", addresses},
    {0},
};
