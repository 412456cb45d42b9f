/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The structures of an address space, at each level, and pages, over each other.
 */
#include "directed/levels.h"

#include <stdio.h>

#define SPAN(level) (levels[level].span)
#define LAST (level_count - 1)
#define LARGE (test_vaddr + 4 * SPAN(LAST))
#define USER_TOP (seL4_UserTop & ~(PAGE - 1))
#define POOL seL4_CapInitThreadASIDPool

static seL4_CPtr vspace, structures[MOST_LEVELS], frame, large;

/* A key with a level's name in it. */
#define KEY_BYTES 64
#define KEY(...) key_of((char[KEY_BYTES]){0}, __VA_ARGS__)

static const char *key_of(char *buffer, const char *before, unsigned level, const char *after)
{
    snprintf(buffer, KEY_BYTES, "%s%s%s", before, levels[level].name, after);
    return buffer;
}

static seL4_CPtr new (unsigned level)
{
    return object(levels[level].object, 0);
}

static void map_at(const char *key, unsigned level, seL4_CPtr structure, seL4_Word vaddr)
{
    try(key, structure, levels[level].map, WORDS(vaddr, 0), WORDS(vspace));
}

static void map(unsigned level, const char *after, seL4_CPtr structure, seL4_Word vaddr)
{
    map_at(KEY("", level, after), level, structure, vaddr);
}

static void unmap(unsigned level, const char *after)
{
    try(KEY("", level, after), structures[level], levels[level].unmap, NOTHING, NOTHING);
}

static void map_page(const char *key, seL4_CPtr page, seL4_Word vaddr)
{
    try(key, page, PAGE_MAP, WORDS(vaddr, READ | WRITE, 0), WORDS(vspace));
}

static void unmap_page(const char *key, seL4_CPtr page)
{
    try(key, page, PAGE_UNMAP, NOTHING, NOTHING);
}

static void assign(const char *key, seL4_CPtr what)
{
    try(key, POOL, ASID_ASSIGN, NOTHING, WORDS(what));
}

static void make(void)
{
    large = object(LARGE_OBJECT, 0); /* first, or what comes before its alignment is lost */
    vspace = object(VSPACE_OBJECT, 0);
    for (unsigned i = 0; i < level_count; i++) {
        structures[i] = new (i);
    }
    frame = object(FRAME_OBJECT, 0);
}

static void make_with_asid(void)
{
    make();
    invoke(POOL, ASID_ASSIGN, NOTHING, WORDS(vspace));
}

/* With all structures in place. */
static void make_mapped(void)
{
    make_with_asid();
    for (unsigned i = 0; i < level_count; i++) {
        invoke(structures[i], levels[i].map, WORDS(test_vaddr, 0), WORDS(vspace));
    }
}

static void without_asid(void)
{
    make();
    for (unsigned i = 0; i < level_count; i++) {
        map(i, ".map.vspace-without-asid", structures[i], test_vaddr);
    }
    map_page("page.map.vspace-without-asid", frame, test_vaddr);
    assign("asid-pool.assign.structure", new (LAST));
    assign("asid-pool.assign.frame", frame);
    assign("asid-pool.assign.empty", slots(1));
    try("asid-pool.assign.no-capability", POOL, ASID_ASSIGN, NOTHING, NOTHING);
    assign("asid-pool.assign", vspace);
    assign("asid-pool.assign.again", vspace);
    map(0, ".map.first", structures[0], test_vaddr);
    assign("asid-pool.assign.mapped-structure", structures[0]);
}

/* What cannot be mapped while a level is missing. */
static void miss(unsigned level)
{
    for (unsigned below = level + 1; below < level_count; below++) {
        if (levels[below].object != levels[level].object) {
            char after[KEY_BYTES];

            snprintf(after, sizeof(after), ".map.no-%s", levels[level].name);
            map(below, after, structures[below], test_vaddr);
        }
    }
    map_page(KEY("page.map.no-", level, ""), frame, test_vaddr);
    map_page(KEY("page.map.no-", level, ".other-address"), frame, test_vaddr + SPAN(level) - PAGE);
    map_page(KEY("page.map.large.no-", level, ""), large, LARGE);
    unmap_page(KEY("page.unmap.large.no-", level, ""), large);
}

static void missing_structures(void)
{
    make_with_asid();
    for (unsigned i = 0; i < level_count; i++) {
        miss(i);
        map(i, ".map", structures[i], test_vaddr);
    }
    map(LAST, ".map.one-more", new (LAST), test_vaddr);
    map_page("page.map", frame, test_vaddr);
    map_page("page.map.large.over-pt", large, test_vaddr);
    map_page("page.map.large", large, LARGE);
    map(LAST, ".map.mapped-over-large", structures[LAST], LARGE);
    map(LAST, ".map.over-large", new (LAST), LARGE);
    map_page("page.map.under-large", object(FRAME_OBJECT, 0), LARGE);
    map_page("page.map.under-large.inside", object(FRAME_OBJECT, 0), LARGE + PAGE);
}

static void structures_again(void)
{
    make_mapped();
    for (unsigned i = 0; i < level_count; i++) {
        map(i, ".map.again", structures[i], test_vaddr);
        map(i, ".map.mapped.elsewhere", structures[i], test_vaddr + SPAN(i));
        map(i, ".map.occupied", new (i), test_vaddr);
        map(i, ".map.occupied.unaligned", new (i), test_vaddr + 0x1234);
    }
}

static void structure_addresses(void)
{
    make_mapped();
    for (unsigned i = 0; i < level_count; i++) {
        map(i, ".map.kernel-address", new (i), kernel_address);
        map(i, ".map.hole", new (i), hole_address);
        map(i, ".map.above-user-top", new (i), seL4_UserTop + SPAN(LAST));
        map(i, ".map.user-top", new (i), seL4_UserTop);
        map(i, ".map.below-user-top", new (i), USER_TOP - SPAN(LAST));
        map(i, ".map.unaligned", new (i), test_vaddr + SPAN(i) + 0x1234);
    }
    map_page("page.map.user-top", object(FRAME_OBJECT, 0), USER_TOP);
    map_page("page.map.above-user-top", object(FRAME_OBJECT, 0), USER_TOP + PAGE);
    map_page("page.map.below-user-top", object(FRAME_OBJECT, 0), USER_TOP - PAGE);
    map_page("page.map.in-unaligned-pt", frame, test_vaddr + SPAN(LAST));
}

static void map_all_in(const char *structure_key, const char *page_key, seL4_CPtr where)
{
    vspace = where;
    for (unsigned i = 0; i < level_count; i++) {
        map(i, structure_key, new (i), test_vaddr + SPAN(i));
    }
    map_page(page_key, frame, test_vaddr);
}

static void structures_in_no_vspace(void)
{
    make_mapped();
    map_all_in(".map.not-a-vspace", "page.map.not-a-vspace", structures[0]);
    map_all_in(".map.frame-as-vspace", "page.map.frame-as-vspace", frame);
    map_all_in(".map.empty-vspace", "page.map.empty-vspace", slots(1));
}

/* What was below a structure that was unmapped or deleted, and in its place. */
static void map_below(unsigned level, const char *how)
{
    char after[KEY_BYTES];

    for (unsigned i = level + 1; i < level_count; i++) {
        snprintf(after, sizeof(after), ".unmap.below-%s-%s", how, levels[level].name);
        unmap(i, after);
        snprintf(after, sizeof(after), ".map.below-%s-%s", how, levels[level].name);
        map(i, after, structures[i], test_vaddr);
    }
    snprintf(after, sizeof(after), "page.map.in-new-%s-%s", how, levels[level].name);
    map_page(after, frame, test_vaddr);
}

static void structures_unmapped(void)
{
    make_mapped();
    invoke(frame, PAGE_MAP, WORDS(test_vaddr, READ | WRITE, 0), WORDS(vspace));
    for (unsigned i = level_count; i-- > 0;) {
        seL4_CPtr second = copy(structures[i], ALL);

        try(KEY("", i, ".unmap.of-the-copy"), second, levels[i].unmap, NOTHING, NOTHING);
        unmap(i, ".unmap.copied");
        delete_slot(second);
        unmap(i, ".unmap");
        unmap(i, ".unmap.again");
        map_page(KEY("page.map.without-", i, ""), frame, test_vaddr);
        map(i, ".map.at-other-address", structures[i], test_vaddr + SPAN(i));
        invoke(structures[i], levels[i].unmap, NOTHING, NOTHING);
        map(i, ".map.after-unmap", structures[i], test_vaddr);
        map_below(i, "unmapped");
    }
    unmap_page("page.unmap.after", frame);
    try("vspace.unmap", vspace, levels[0].unmap, NOTHING, NOTHING);
}

static void structures_deleted(void)
{
    make_mapped();
    invoke(frame, PAGE_MAP, WORDS(test_vaddr, READ | WRITE, 0), WORDS(vspace));
    for (unsigned i = level_count; i-- > 0;) {
        delete_slot(structures[i]);
        structures[i] = new (i);
        map_page(KEY("page.map.after-", i, "-deleted"), frame, test_vaddr);
        map(i, ".map.in-place-of-deleted", structures[i], test_vaddr);
        map_below(i, "deleted");
    }
}

static void map_all(const char *after)
{
    for (unsigned i = 0; i < level_count; i++) {
        map(i, after, structures[i], test_vaddr);
    }
}

static void vspace_deleted(void)
{
    seL4_CPtr other = slots(1);

    make_mapped();
    invoke(frame, PAGE_MAP, WORDS(test_vaddr, READ | WRITE, 0), WORDS(vspace));
    delete_slot(vspace);
    invoke(SLOT_POOL, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, other, 1), WORDS(CNODE));
    vspace = other;
    map_all(".map.vspace-deleted.no-asid");
    invoke(POOL, ASID_ASSIGN, NOTHING, WORDS(vspace));
    map_all(".map.vspace-deleted.mapped-there");
    map_page("page.map.vspace-deleted.same-address", frame, test_vaddr);
    map_page("page.map.vspace-deleted.other-address", frame, test_vaddr + PAGE);
    unmap_page("page.unmap.vspace-deleted", frame);
    map_page("page.map.vspace-deleted.after-unmap", frame, test_vaddr + PAGE);
    for (unsigned i = level_count; i-- > 0;) {
        unmap(i, ".unmap.vspace-deleted");
    }
    map_all(".map.vspace-deleted");
    map_page("page.map.vspace-deleted", frame, test_vaddr + PAGE);
}

static void pages_again(void)
{
    seL4_CPtr other, second = slots(1), first;

    make_mapped();
    other = object(FRAME_OBJECT, 0);
    first = vspace;
    map_page("page.map.unaligned", frame, test_vaddr + 1);
    map_page("page.map.unaligned.half", frame, test_vaddr + PAGE / 2);
    map_page("page.map.kernel-address", frame, kernel_address);
    map_page("page.map.hole", frame, hole_address);
    map_page("page.map.kernel-address.unaligned", frame, kernel_address + 1);
    map_page("page.map.large.unaligned", large, LARGE + PAGE);
    map_page("page.map.large.kernel-address", large, kernel_address);
    map_page("page.map.large.user-top", large, USER_TOP & ~(SPAN(LAST) - 1));
    map_page("page.map.first", frame, test_vaddr);
    map_page("page.map.same", frame, test_vaddr);
    map_page("page.map.mapped.elsewhere", frame, test_vaddr + PAGE);
    map_page("page.map.occupied", other, test_vaddr);
    map_page("page.map.occupied.first-again", frame, test_vaddr);
    unmap_page("page.unmap.replaced", frame);
    map_page("page.map.occupied.again", other, test_vaddr);
    unmap_page("page.unmap.replacing", other);
    unmap_page("page.unmap.again", other);
    map_page("page.map.after-unmap", frame, test_vaddr + PAGE);
    invoke(SLOT_POOL, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, second, 1), WORDS(CNODE));
    vspace = second;
    map_page("page.map.mapped.other-vspace-without-asid", frame, test_vaddr + PAGE);
    invoke(POOL, ASID_ASSIGN, NOTHING, WORDS(vspace));
    map_page("page.map.mapped.other-vspace", frame, test_vaddr + PAGE);
    map_all(".map.mapped.other-vspace");
    vspace = first;
    map_page("page.map.large.first", large, LARGE);
    map_page("page.map.large.same", large, LARGE);
    map_page("page.map.large.mapped.elsewhere", large, LARGE + SPAN(LAST));
    unmap_page("page.unmap.large", large);
    unmap_page("page.unmap.large.again", large);
    map_page("page.map.large.elsewhere", large, LARGE + SPAN(LAST));
    unmap(LAST, ".unmap.under-nothing");
    map_page("page.map.large.mapped.in-place-of-pt", large, test_vaddr);
    unmap_page("page.unmap.large.elsewhere", large);
    map_page("page.map.large.in-place-of-pt", large, test_vaddr);
}

static void large_over_large(void)
{
    seL4_CPtr second = object(LARGE_OBJECT, 0);

    make_mapped();
    map_page("page.map.large.under", second, LARGE);
    map_page("page.map.large.occupied", large, LARGE);
    unmap_page("page.unmap.large.occupied", second);
    map_page("page.map.large.occupied.again", large, LARGE);
    unmap_page("page.unmap.large.replacing", large);
    map_page("page.map.large.free-again", second, LARGE);
    delete_slot(second);
    map_page("page.map.large.deleted-again", large, LARGE);
}

static void methods(void)
{
    make_mapped();
    for (unsigned i = 0; i < level_count; i++) {
        seL4_CPtr other = new (i);

        for (unsigned of = 0; of < level_count; of++) {
            if (levels[of].map != levels[i].map) {
                char after[KEY_BYTES];

                snprintf(after, sizeof(after), ".label.%s-map", levels[of].name);
                map_at(KEY("", i, after), of, other, test_vaddr + SPAN(i));
            }
        }
        try(KEY("", i, ".label.page-map"), other, PAGE_MAP, WORDS(test_vaddr, 3, 0), WORDS(vspace));
        try(KEY("", i, ".label.none"), other, NO_LABEL, NOTHING, NOTHING);
        try(KEY("vspace.label.", i, "-map"), vspace, levels[i].map, WORDS(test_vaddr, 0), WORDS(vspace));
        try(KEY("page.label.", i, "-map"), frame, levels[i].map, WORDS(test_vaddr, 0), WORDS(vspace));
        try(KEY("page.label.", i, "-unmap"), frame, levels[i].unmap, NOTHING, NOTHING);
        try(KEY("", i, ".label.page-unmap"), other, PAGE_UNMAP, NOTHING, NOTHING);
    }
    try("vspace.label.none", vspace, NO_LABEL, NOTHING, NOTHING);
    try("vspace.label.0", vspace, 0, NOTHING, NOTHING);
    try("page.label.none", frame, NO_LABEL, NOTHING, NOTHING);
    try("page.label.0", frame, 0, NOTHING, NOTHING);
    try("asid-pool.label.none", POOL, NO_LABEL, NOTHING, NOTHING);
    try("asid-control.label.none", seL4_CapASIDControl, NO_LABEL, NOTHING, NOTHING);
}

static void short_messages(void)
{
    make_with_asid();
    for (unsigned i = 0; i < level_count; i++) {
        seL4_CPtr to = structures[i];
        seL4_Word label = levels[i].map;

        try(KEY("", i, ".map.length-1"), to, label, WORDS(test_vaddr), WORDS(vspace));
        try(KEY("", i, ".map.length-0"), to, label, NOTHING, WORDS(vspace));
        try(KEY("", i, ".map.no-capability"), to, label, WORDS(test_vaddr, 0), NOTHING);
        try(KEY("", i, ".map.length-3"), to, label, WORDS(test_vaddr, 0, 7), WORDS(vspace, frame));
        try(KEY("", i, ".map.mapped.length-1"), to, label, WORDS(test_vaddr), WORDS(vspace));
    }
    try("page.map.length-2", frame, PAGE_MAP, WORDS(test_vaddr, 3), WORDS(vspace));
    try("page.map.length-0", frame, PAGE_MAP, NOTHING, WORDS(vspace));
    try("page.map.no-capability", frame, PAGE_MAP, WORDS(test_vaddr, 3, 0), NOTHING);
    try("page.map.length-4", frame, PAGE_MAP, WORDS(test_vaddr, 3, 0, 7), WORDS(vspace));
}

const struct group paging_groups[] = {
    {"paging.without-asid", without_asid},
    {"paging.missing-structures", missing_structures},
    {"paging.structures-again", structures_again},
    {"paging.structure-addresses", structure_addresses},
    {"paging.structures-in-no-vspace", structures_in_no_vspace},
    {"paging.structures-unmapped", structures_unmapped},
    {"paging.structures-deleted", structures_deleted},
    {"paging.vspace-deleted", vspace_deleted},
    {"paging.pages-again", pages_again},
    {"paging.large-over-large", large_over_large},
    {"paging.methods", methods},
    {"paging.short-messages", short_messages},
    {0},
};
