/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Page tables, and pages, over each other.
 */
#include "directed/tables/tables.h"

#include <stdio.h>

static seL4_CPtr vspace, pt, frame, large;
static unsigned levels;

static void map(const char *key, seL4_CPtr table, seL4_Word vaddr)
{
    try(key, table, TABLE_MAP, WORDS(vaddr, 0), WORDS(vspace));
}

static void map_page(const char *key, seL4_CPtr page, seL4_Word vaddr)
{
    try(key, page, PAGE_MAP, WORDS(vaddr, READ | WRITE, 0), WORDS(vspace));
}

static void do_unmap(const char *key, seL4_CPtr mapped, seL4_Word label)
{
    try(key, mapped, label, NOTHING, NOTHING);
}

static seL4_CPtr new_pt(void)
{
    return object(TABLE_OBJECT, 0);
}

static void make(void)
{
    large = object(LARGE_OBJECT, 0); /* first, or what comes before its alignment is lost */
    vspace = object(VSPACE_OBJECT, 0);
    frame = object(FRAME_OBJECT, 0);
}

static void make_mapped(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    pt = map_tables(vspace, VADDR, &levels);
}

static void without_asid(void)
{
    make();
    map("pt.map.vspace-without-asid", new_pt(), VADDR);
    map_page("page.map.vspace-without-asid", frame, VADDR);
    try("asid-pool.assign.frame", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(frame));
    try("asid-pool.assign.empty", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(slots(1)));
    try("asid-pool.assign.unmapped-table", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(new_pt()));
    try("asid-pool.assign", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    try("asid-pool.assign.again", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    pt = new_pt();
    map("pt.map.first", pt, VADDR);
    try("asid-pool.assign.mapped-table", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(pt));
}

/* At each level: what is missing for a page, for a large page, and for one more table. */
static void missing_tables(void)
{
    char key[48];

    make();
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    for (unsigned level = 0; level < MOST_LEVELS; level++) {
        snprintf(key, sizeof(key), "page.map.tables-%u", level);
        map_page(key, frame, VADDR);
        snprintf(key, sizeof(key), "page.map.large.tables-%u", level);
        map_page(key, large, VADDR);
        snprintf(key, sizeof(key), "page.unmap.large.tables-%u", level);
        do_unmap(key, large, PAGE_UNMAP);
        snprintf(key, sizeof(key), "pt.map.tables-%u", level);
        map(key, new_pt(), VADDR);
    }
    map_page("page.map.large", large, LARGE);
    map("pt.map.over-large", new_pt(), LARGE);
    map_page("page.map.under-large", object(FRAME_OBJECT, 0), LARGE);
    map_page("page.map.under-large.inside", object(FRAME_OBJECT, 0), LARGE + PAGE);
}

static void tables_again(void)
{
    make_mapped();
    tell("pt.levels", WORDS(levels));
    map("pt.map.again", pt, VADDR);
    map("pt.map.mapped.elsewhere", pt, VADDR + TABLE_SPAN);
    map("pt.map.occupied", new_pt(), VADDR);
    map("pt.map.occupied.unaligned", new_pt(), VADDR + 0x1234);
    map("pt.map.kernel-address", new_pt(), KERNEL_VADDR);
    map("pt.map.above-user-top", new_pt(), seL4_UserTop + TABLE_SPAN);
    map("pt.map.user-top", new_pt(), seL4_UserTop);
    map_page("page.map.user-top", object(FRAME_OBJECT, 0), (seL4_UserTop | (PAGE - 1)) + 1);
    map("pt.map.unaligned", new_pt(), VADDR + TABLE_SPAN + 0x1234);
    map_page("page.map.in-unaligned-pt", frame, VADDR + TABLE_SPAN);
    vspace = pt;
    map("pt.map.not-a-vspace", new_pt(), VADDR + TABLE_SPAN);
    map_page("page.map.not-a-vspace", object(FRAME_OBJECT, 0), VADDR);
    vspace = frame;
    map("pt.map.frame-as-vspace", new_pt(), VADDR + TABLE_SPAN);
    vspace = slots(1);
    map("pt.map.empty-vspace", new_pt(), VADDR + TABLE_SPAN);
    map_page("page.map.empty-vspace", object(FRAME_OBJECT, 0), VADDR);
}

static void tables_unmapped(void)
{
    seL4_CPtr second;

    make_mapped();
    invoke(frame, PAGE_MAP, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    second = copy(pt, ALL);
    do_unmap("pt.unmap.of-the-copy", second, TABLE_UNMAP);
    do_unmap("pt.unmap.copied", pt, TABLE_UNMAP);
    delete_slot(second);
    do_unmap("pt.unmap.over-page", pt, TABLE_UNMAP);
    do_unmap("pt.unmap.again", pt, TABLE_UNMAP);
    map_page("page.map.again-without-pt", frame, VADDR);
    map("pt.map.after-unmap", pt, VADDR);
    map_page("page.map.again-in-new-pt", frame, VADDR);
    do_unmap("page.unmap.after", frame, PAGE_UNMAP);
    delete_slot(pt);
    map_page("page.map.after-pt-deleted", frame, VADDR);
    map("pt.map.in-place-of-deleted", new_pt(), VADDR);
    map_page("page.map.in-place-of-deleted", frame, VADDR);
    do_unmap("vspace.unmap", vspace, TABLE_UNMAP);
}

static void vspace_deleted(void)
{
    seL4_CPtr other = slots(1);

    make_mapped();
    invoke(frame, PAGE_MAP, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    delete_slot(vspace);
    invoke(SLOT_POOL, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, other, 1), WORDS(CNODE));
    vspace = other;
    map("pt.map.vspace-deleted.no-asid", pt, VADDR);
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    map("pt.map.vspace-deleted.mapped-there", pt, VADDR);
    map_page("page.map.vspace-deleted.same-address", frame, VADDR);
    map_page("page.map.vspace-deleted.other-address", frame, VADDR + PAGE);
    do_unmap("page.unmap.vspace-deleted", frame, PAGE_UNMAP);
    map_page("page.map.vspace-deleted.after-unmap", frame, VADDR + PAGE);
    do_unmap("pt.unmap.vspace-deleted", pt, TABLE_UNMAP);
    map("pt.map.vspace-deleted", pt, VADDR);
}

static void pages_again(void)
{
    seL4_CPtr other, second = slots(1), first;

    make_mapped();
    other = object(FRAME_OBJECT, 0);
    first = vspace;
    map_page("page.map.unaligned", frame, VADDR + 1);
    map_page("page.map.kernel-address", frame, KERNEL_VADDR);
    map_page("page.map.kernel-address.unaligned", frame, KERNEL_VADDR + 1);
    map_page("page.map.large.unaligned", large, LARGE + PAGE);
    map_page("page.map.large.kernel-address", large, KERNEL_VADDR);
    map_page("page.map.first", frame, VADDR);
    map_page("page.map.same", frame, VADDR);
    map_page("page.map.mapped.elsewhere", frame, VADDR + PAGE);
    map_page("page.map.occupied", other, VADDR);
    map_page("page.map.occupied.first-again", frame, VADDR);
    do_unmap("page.unmap.first", frame, PAGE_UNMAP);
    map_page("page.map.occupied.again", other, VADDR);
    do_unmap("page.unmap.other", other, PAGE_UNMAP);
    do_unmap("page.unmap.again", other, PAGE_UNMAP);
    map_page("page.map.after-unmap", frame, VADDR + PAGE);
    invoke(SLOT_POOL, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, second, 1), WORDS(CNODE));
    vspace = second;
    map_page("page.map.mapped.other-vspace-without-asid", frame, VADDR + PAGE);
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    map_page("page.map.mapped.other-vspace", frame, VADDR + PAGE);
    map("pt.map.mapped.other-vspace", pt, VADDR);
    vspace = first;
    map_page("page.map.large.first", large, LARGE);
    map_page("page.map.large.same", large, LARGE);
    map_page("page.map.large.mapped.elsewhere", large, LARGE + TABLE_SPAN);
    map_page("page.map.large.over-pt", object(LARGE_OBJECT, 0), VADDR);
    do_unmap("page.unmap.large", large, PAGE_UNMAP);
    map_page("page.map.large.elsewhere", large, LARGE + TABLE_SPAN);
    do_unmap("pt.unmap", pt, TABLE_UNMAP);
    do_unmap("page.unmap.large.elsewhere", large, PAGE_UNMAP);
    map_page("page.map.large.in-place-of-pt", large, VADDR);
    map_page("page.map.large.occupied", object(LARGE_OBJECT, 0), VADDR);
}

static void labels(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    pt = new_pt();
    try("pt.map.length-1", pt, TABLE_MAP, WORDS(VADDR), WORDS(vspace));
    try("pt.map.length-0", pt, TABLE_MAP, NOTHING, WORDS(vspace));
    try("pt.map.no-capability", pt, TABLE_MAP, WORDS(VADDR, 0), NOTHING);
    try("pt.map.length-3", pt, TABLE_MAP, WORDS(VADDR, 0, 7), WORDS(vspace));
    try("pt.map.mapped.length-1", pt, TABLE_MAP, WORDS(VADDR), WORDS(vspace));
    try("page.map.length-2", frame, PAGE_MAP, WORDS(VADDR, 3), WORDS(vspace));
    try("page.map.no-capability", frame, PAGE_MAP, WORDS(VADDR, 3, 0), NOTHING);
    try("asid-pool.assign.no-capability", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, NOTHING);
    try("pt.label.page-map", pt, PAGE_MAP, WORDS(VADDR, 3, 0), WORDS(vspace));
    try("page.label.pt-map", frame, TABLE_MAP, WORDS(VADDR, 0), WORDS(vspace));
    try("vspace.label.none", vspace, NO_LABEL, NOTHING, NOTHING);
    try("vspace.label.pt-map", vspace, TABLE_MAP, WORDS(VADDR, 0), WORDS(vspace));
    try("pt.label.none", pt, NO_LABEL, NOTHING, NOTHING);
    try("page.label.none", frame, NO_LABEL, NOTHING, NOTHING);
    try("asid-pool.label.none", seL4_CapInitThreadASIDPool, NO_LABEL, NOTHING, NOTHING);
    try("asid-control.label.none", seL4_CapASIDControl, NO_LABEL, NOTHING, NOTHING);
    do_unmap("page.unmap.label-of-pt", frame, TABLE_UNMAP);
    do_unmap("pt.unmap.label-of-page", pt, PAGE_UNMAP);
}

const struct group paging_groups[] = {
    {"paging.without-asid", without_asid},
    {"paging.missing-tables", missing_tables},
    {"paging.tables-again", tables_again},
    {"paging.tables-unmapped", tables_unmapped},
    {"paging.vspace-deleted", vspace_deleted},
    {"paging.pages-again", pages_again},
    {"paging.labels", labels},
    {0},
};
