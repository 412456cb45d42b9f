/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A frame of 1 GiB, from device memory.
 */
#include "directed/tables/tables.h"

#define SPAN ((seL4_Word)1 << seL4_HugePageBits)
#define HUGE_VADDR (test_vaddr + SPAN)

static seL4_CPtr vspace, huge;

static void map(const char *key, seL4_Word vaddr)
{
    try(key, huge, PAGE_MAP, WORDS(vaddr, READ | WRITE, 0), WORDS(vspace));
}

static void frames(void)
{
    seL4_CPtr table = object(TABLE_OBJECT, 0), second = slots(1);

    vspace = object(VSPACE_OBJECT, 0);
    huge = slots(1);
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    try("untyped.retype.huge-page", SLOT_HUGE, UntypedRetype, WORDS(HUGE_OBJECT, 0, 0, 0, huge, 1),
        WORDS(CNODE));
    identify("huge-page.identify", huge);
    map("page.map.huge.no-table", HUGE_VADDR);
    map_levels(vspace, test_vaddr);
    map("page.map.huge.unaligned", HUGE_VADDR + SPAN / 2);
    map("page.map.huge.over-table", test_vaddr);
    map("page.map.huge.kernel-address", kernel_address);
    map("page.map.huge.above-user-top", (seL4_UserTop & ~(SPAN - 1)) + SPAN);
    map("page.map.huge", HUGE_VADDR);
    map("page.map.huge.again", HUGE_VADDR);
    map("page.map.huge.elsewhere", HUGE_VADDR + SPAN);
    try("pt.map.over-huge", table, TABLE_MAP, WORDS(HUGE_VADDR, 0), WORDS(vspace));
    try("page.map.under-huge", object(FRAME_OBJECT, 0), PAGE_MAP, WORDS(HUGE_VADDR, READ, 0), WORDS(vspace));
    try("cnode.copy.huge-page", CNODE, CNodeCopy, WORDS(second, DEPTH, huge, DEPTH, ALL), WORDS(CNODE));
    try("tcb.set-ipc-buffer.huge-device", object(seL4_TCBObject, 0), TCBSetIPCBuffer, WORDS(HUGE_VADDR),
        WORDS(huge));
    try("page.unmap.huge", huge, PAGE_UNMAP, NOTHING, NOTHING);
    try("page.unmap.huge.again", huge, PAGE_UNMAP, NOTHING, NOTHING);
    revoke(SLOT_HUGE);
}

const struct group huge_groups[] = {
    {"huge.frames", frames},
    {0},
};
