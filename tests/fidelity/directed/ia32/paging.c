/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging of ia32: page tables below a page directory, and pages, over each other.
 */
#include "directed/x86/x86.h"

#define VADDR 0x40000000UL
#define PT_SPAN 0x400000UL
#define LARGE (VADDR + 4 * PT_SPAN)
#define PAGE 0x1000UL
#define KERNEL 0xf0000000UL

static seL4_CPtr vspace, pt, frame, large;

static void map(const char *key, seL4_CPtr structure, seL4_Word label, seL4_Word vaddr)
{
    try(key, structure, label, WORDS(vaddr, 0), WORDS(vspace));
}

static void map_page(const char *key, seL4_CPtr page, seL4_Word vaddr)
{
    try(key, page, X86PageMap, WORDS(vaddr, READ | WRITE, 0), WORDS(vspace));
}

static void do_unmap(const char *key, seL4_CPtr structure, seL4_Word label)
{
    try(key, structure, label, NOTHING, NOTHING);
}

static seL4_CPtr new_pt(void)
{
    return object(seL4_X86_PageTableObject, 0);
}

static void make(void)
{
    large = object(seL4_X86_LargePageObject, 0); /* first, or what comes before its alignment is lost */
    vspace = object(seL4_X86_PageDirectoryObject, 0);
    pt = new_pt();
    frame = object(seL4_X86_4K, 0);
}

/* As make(), with the page table in place. */
static void make_mapped(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    invoke(pt, X86PageTableMap, WORDS(VADDR, 0), WORDS(vspace));
}

static void without_asid(void)
{
    make();
    map("pt.map.vspace-without-asid", pt, X86PageTableMap, VADDR);
    map_page("page.map.vspace-without-asid", frame, VADDR);
    try("asid-pool.assign.not-a-vspace", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(pt));
    try("asid-pool.assign.frame", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(frame));
    try("asid-pool.assign.empty", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(slots(1)));
    try("asid-pool.assign", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    try("asid-pool.assign.again", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
}

static void missing_structures(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    map_page("page.map.no-pt", frame, VADDR);
    map_page("page.map.no-pt.other-address", frame, VADDR + PT_SPAN - PAGE);
    map("pt.map", pt, X86PageTableMap, VADDR);
    map_page("page.map", frame, VADDR);
    map_page("page.map.large.over-pt", large, VADDR);
    map_page("page.map.large", large, LARGE);
    map("pt.map.mapped-over-large", pt, X86PageTableMap, LARGE);
    map("pt.map.over-large", new_pt(), X86PageTableMap, LARGE);
    map_page("page.map.under-large", object(seL4_X86_4K, 0), LARGE);
    map_page("page.map.under-large.inside", object(seL4_X86_4K, 0), LARGE + PAGE);
}

static void structures_again(void)
{
    make_mapped();
    map("pt.map.again", pt, X86PageTableMap, VADDR);
    map("pt.map.mapped.elsewhere", pt, X86PageTableMap, VADDR + PT_SPAN);
    map("pt.map.occupied", new_pt(), X86PageTableMap, VADDR);
    map("pt.map.occupied.unaligned", new_pt(), X86PageTableMap, VADDR + 0x1234);
    map("pt.map.kernel-address", new_pt(), X86PageTableMap, KERNEL);
    map("pt.map.user-top", new_pt(), X86PageTableMap, seL4_UserTop);
    map("pt.map.below-user-top", new_pt(), X86PageTableMap, seL4_UserTop - PT_SPAN);
    map_page("page.map.user-top", object(seL4_X86_4K, 0), seL4_UserTop);
    map_page("page.map.below-user-top", object(seL4_X86_4K, 0), seL4_UserTop - PAGE);
    map("pt.map.unaligned", new_pt(), X86PageTableMap, VADDR + PT_SPAN + 0x1234);
    map_page("page.map.in-unaligned-pt", frame, VADDR + PT_SPAN);
}

static void structures_in_no_vspace(void)
{
    make_mapped();
    vspace = pt;
    map("pt.map.not-a-vspace", new_pt(), X86PageTableMap, VADDR + PT_SPAN);
    map_page("page.map.not-a-vspace", frame, VADDR);
    vspace = slots(1);
    map("pt.map.empty-vspace", new_pt(), X86PageTableMap, VADDR + PT_SPAN);
    map_page("page.map.empty-vspace", frame, VADDR);
}

static void structures_unmapped(void)
{
    seL4_CPtr second;

    make_mapped();
    invoke(frame, X86PageMap, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    second = copy(pt, ALL);
    do_unmap("pt.unmap.of-the-copy", second, X86PageTableUnmap);
    do_unmap("pt.unmap.copied", pt, X86PageTableUnmap);
    delete_slot(second);
    do_unmap("pt.unmap.over-page", pt, X86PageTableUnmap);
    do_unmap("pt.unmap.again", pt, X86PageTableUnmap);
    map_page("page.map.again-without-pt", frame, VADDR);
    map("pt.map.after-unmap", pt, X86PageTableMap, VADDR);
    map_page("page.map.again-in-new-pt", frame, VADDR);
    do_unmap("page.unmap.after", frame, X86PageUnmap);
    delete_slot(pt);
    map_page("page.map.after-pt-deleted", frame, VADDR);
    map("pt.map.in-place-of-deleted", new_pt(), X86PageTableMap, VADDR);
    map_page("page.map.in-place-of-deleted", frame, VADDR);
}

static void vspace_deleted(void)
{
    seL4_CPtr other = slots(1);

    make_mapped();
    invoke(frame, X86PageMap, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    delete_slot(vspace);
    invoke(SLOT_POOL, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, other, 1), WORDS(CNODE));
    vspace = other;
    map("pt.map.vspace-deleted.no-asid", pt, X86PageTableMap, VADDR);
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    map("pt.map.vspace-deleted.mapped-there", pt, X86PageTableMap, VADDR);
    map_page("page.map.vspace-deleted.same-address", frame, VADDR);
    map_page("page.map.vspace-deleted.other-address", frame, VADDR + PAGE);
    do_unmap("page.unmap.vspace-deleted", frame, X86PageUnmap);
    map_page("page.map.vspace-deleted.after-unmap", frame, VADDR + PAGE);
    do_unmap("pt.unmap.vspace-deleted", pt, X86PageTableUnmap);
    map("pt.map.vspace-deleted", pt, X86PageTableMap, VADDR);
    map_page("page.map.vspace-deleted", frame, VADDR + PAGE);
}

static void pages_again(void)
{
    seL4_CPtr other, second = slots(1), first;

    make_mapped();
    other = object(seL4_X86_4K, 0);
    first = vspace;
    map_page("page.map.unaligned", frame, VADDR + 1);
    map_page("page.map.unaligned.half", frame, VADDR + PAGE / 2);
    map_page("page.map.kernel-address", frame, KERNEL);
    map_page("page.map.kernel-address.unaligned", frame, KERNEL + 1);
    map_page("page.map.large.unaligned", large, LARGE + PAGE);
    map_page("page.map.large.kernel-address", large, KERNEL);
    map_page("page.map.large.below-user-top", large, seL4_UserTop - PT_SPAN);
    do_unmap("page.unmap.large.below-user-top", large, X86PageUnmap);
    map_page("page.map.first", frame, VADDR);
    map_page("page.map.same", frame, VADDR);
    map_page("page.map.mapped.elsewhere", frame, VADDR + PAGE);
    map_page("page.map.occupied", other, VADDR);
    map_page("page.map.occupied.first-again", frame, VADDR);
    do_unmap("page.unmap.replaced", frame, X86PageUnmap);
    map_page("page.map.occupied.again", other, VADDR);
    do_unmap("page.unmap.replacing", other, X86PageUnmap);
    do_unmap("page.unmap.again", other, X86PageUnmap);
    map_page("page.map.after-unmap", frame, VADDR + PAGE);
    invoke(SLOT_POOL, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, second, 1), WORDS(CNODE));
    vspace = second;
    map_page("page.map.mapped.other-vspace-without-asid", frame, VADDR + PAGE);
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    map_page("page.map.mapped.other-vspace", frame, VADDR + PAGE);
    map("pt.map.mapped.other-vspace", pt, X86PageTableMap, VADDR);
    vspace = first;
    map_page("page.map.large.first", large, LARGE);
    map_page("page.map.large.same", large, LARGE);
    map_page("page.map.large.mapped.elsewhere", large, LARGE + PT_SPAN);
    do_unmap("page.unmap.large", large, X86PageUnmap);
    do_unmap("page.unmap.large.again", large, X86PageUnmap);
    map_page("page.map.large.elsewhere", large, LARGE + PT_SPAN);
    do_unmap("pt.unmap", pt, X86PageTableUnmap);
    map_page("page.map.large.mapped.in-place-of-pt", large, VADDR);
    do_unmap("page.unmap.large.elsewhere", large, X86PageUnmap);
    map_page("page.map.large.in-place-of-pt", large, VADDR);
}

static void large_over_large(void)
{
    seL4_CPtr second = object(seL4_X86_LargePageObject, 0);

    make_mapped();
    map_page("page.map.large.under", second, LARGE);
    map_page("page.map.large.occupied", large, LARGE);
    do_unmap("page.unmap.large.occupied", second, X86PageUnmap);
    map_page("page.map.large.occupied.again", large, LARGE);
    do_unmap("page.unmap.large.replacing", large, X86PageUnmap);
    map_page("page.map.large.free-again", second, LARGE);
    delete_slot(second);
    map_page("page.map.large.deleted-again", large, LARGE);
}

static void wrong_methods(void)
{
    make_mapped();
    map("pt.label.pd-map", new_pt(), X86PageDirectoryMap, VADDR + PT_SPAN);
    map("pt.label.page-map", new_pt(), X86PageMap, VADDR + PT_SPAN);
    map("page.label.pt-map", frame, X86PageTableMap, VADDR);
    map("vspace.label.pt-map", vspace, X86PageTableMap, VADDR);
    map("vspace.label.pd-map", vspace, X86PageDirectoryMap, VADDR);
    try("vspace.label.none", vspace, NO_LABEL, NOTHING, NOTHING);
    try("vspace.label.0", vspace, 0, NOTHING, NOTHING);
    try("pt.label.none", pt, NO_LABEL, NOTHING, NOTHING);
    try("page.label.none", frame, NO_LABEL, NOTHING, NOTHING);
    try("page.label.0", frame, 0, NOTHING, NOTHING);
    try("asid-pool.label.none", seL4_CapInitThreadASIDPool, NO_LABEL, NOTHING, NOTHING);
    try("asid-control.label.none", seL4_CapASIDControl, NO_LABEL, NOTHING, NOTHING);
    do_unmap("page.unmap.label-of-pt", frame, X86PageTableUnmap);
    do_unmap("pt.unmap.label-of-page", pt, X86PageUnmap);
    do_unmap("pt.unmap.label-of-pd", pt, X86PageDirectoryUnmap);
}

static void short_messages(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    try("pt.map.length-1", pt, X86PageTableMap, WORDS(VADDR), WORDS(vspace));
    try("pt.map.length-0", pt, X86PageTableMap, NOTHING, WORDS(vspace));
    try("pt.map.no-capability", pt, X86PageTableMap, WORDS(VADDR, 0), NOTHING);
    try("pt.map.length-3", pt, X86PageTableMap, WORDS(VADDR, 0, 7), WORDS(vspace));
    try("pt.map.mapped.length-1", pt, X86PageTableMap, WORDS(VADDR), WORDS(vspace));
    try("page.map.length-2", frame, X86PageMap, WORDS(VADDR, 3), WORDS(vspace));
    try("page.map.length-0", frame, X86PageMap, NOTHING, WORDS(vspace));
    try("page.map.no-capability", frame, X86PageMap, WORDS(VADDR, 3, 0), NOTHING);
    try("page.map.length-4", frame, X86PageMap, WORDS(VADDR, 3, 0, 7), WORDS(vspace));
    try("asid-pool.assign.no-capability", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, NOTHING);
}

const struct group paging_groups[] = {
    {"paging.without-asid", without_asid},
    {"paging.missing-structures", missing_structures},
    {"paging.structures-again", structures_again},
    {"paging.structures-in-no-vspace", structures_in_no_vspace},
    {"paging.structures-unmapped", structures_unmapped},
    {"paging.vspace-deleted", vspace_deleted},
    {"paging.pages-again", pages_again},
    {"paging.large-over-large", large_over_large},
    {"paging.wrong-methods", wrong_methods},
    {"paging.short-messages", short_messages},
    {0},
};
