/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging of x86_64: structures of three levels below a PML4, and pages, over each other.
 */
#include "directed/x86/x86.h"

#define VADDR 0x10000000000UL /* 1 TiB */
#define PD_SPAN 0x40000000UL
#define PT_SPAN 0x200000UL
#define LARGE (VADDR + 4 * PT_SPAN)
#define PAGE 0x1000UL

static seL4_CPtr vspace, pdpt, pd, pt, frame, large;

static void map(const char *key, seL4_CPtr structure, seL4_Word label, seL4_Word vaddr)
{
    try(key, structure, label, WORDS(vaddr, 0), WORDS(vspace));
}

static void map_page(const char *key, seL4_CPtr page, seL4_Word vaddr)
{
    try(key, page, X86PageMap, WORDS(vaddr, READ | WRITE, 0), WORDS(vspace));
}

static void make(void)
{
    large = object(seL4_X86_LargePageObject, 0); /* first, or what comes before its alignment is lost */
    vspace = object(seL4_X64_PML4Object, 0);
    pdpt = object(seL4_X86_PDPTObject, 0);
    pd = object(seL4_X86_PageDirectoryObject, 0);
    pt = object(seL4_X86_PageTableObject, 0);
    frame = object(seL4_X86_4K, 0);
}

/* As make(), with all structures in place. */
static void make_mapped(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    invoke(pdpt, X86PDPTMap, WORDS(VADDR, 0), WORDS(vspace));
    invoke(pd, X86PageDirectoryMap, WORDS(VADDR, 0), WORDS(vspace));
    invoke(pt, X86PageTableMap, WORDS(VADDR, 0), WORDS(vspace));
}

static void without_asid(void)
{
    make();
    map("pdpt.map.vspace-without-asid", pdpt, X86PDPTMap, VADDR);
    map("pd.map.vspace-without-asid", pd, X86PageDirectoryMap, VADDR);
    map("pt.map.vspace-without-asid", pt, X86PageTableMap, VADDR);
    map_page("page.map.vspace-without-asid", frame, VADDR);
    try("asid-pool.assign.not-a-vspace", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(pd));
    try("asid-pool.assign.frame", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(frame));
    try("asid-pool.assign.empty", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(slots(1)));
    try("asid-pool.assign", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    try("asid-pool.assign.again", seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
}

static void missing_structures(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    map("pd.map.no-pdpt", pd, X86PageDirectoryMap, VADDR);
    map("pt.map.no-pdpt", pt, X86PageTableMap, VADDR);
    map_page("page.map.no-pdpt", frame, VADDR);
    map_page("page.map.large.no-pdpt", large, LARGE);
    map("pdpt.map", pdpt, X86PDPTMap, VADDR);
    map("pt.map.no-pd", pt, X86PageTableMap, VADDR);
    map_page("page.map.no-pd", frame, VADDR);
    map_page("page.map.large.no-pd", large, LARGE);
    map("pd.map", pd, X86PageDirectoryMap, VADDR);
    map_page("page.map.no-pt", frame, VADDR);
    map_page("page.map.no-pt.other-address", frame, VADDR + PT_SPAN - PAGE);
    map("pt.map", pt, X86PageTableMap, VADDR);
    map_page("page.map", frame, VADDR);
    map_page("page.map.large.over-pt", large, VADDR);
    map_page("page.map.large", large, LARGE);
    map("pt.map.mapped-over-large", pt, X86PageTableMap, LARGE);
    map("pt.map.over-large", object(seL4_X86_PageTableObject, 0), X86PageTableMap, LARGE);
    map_page("page.map.under-large", object(seL4_X86_4K, 0), LARGE);
    map_page("page.map.under-large.inside", object(seL4_X86_4K, 0), LARGE + PAGE);
}

static void structures_again(void)
{
    seL4_CPtr other_pdpt, other_pd, other_pt;

    make_mapped();
    other_pdpt = object(seL4_X86_PDPTObject, 0);
    other_pd = object(seL4_X86_PageDirectoryObject, 0);
    other_pt = object(seL4_X86_PageTableObject, 0);
    map("pdpt.map.again", pdpt, X86PDPTMap, VADDR);
    map("pdpt.map.mapped.elsewhere", pdpt, X86PDPTMap, 2 * VADDR);
    map("pdpt.map.occupied", other_pdpt, X86PDPTMap, VADDR);
    map("pd.map.again", pd, X86PageDirectoryMap, VADDR);
    map("pd.map.mapped.elsewhere", pd, X86PageDirectoryMap, VADDR + PD_SPAN);
    map("pd.map.occupied", other_pd, X86PageDirectoryMap, VADDR);
    map("pt.map.again", pt, X86PageTableMap, VADDR);
    map("pt.map.mapped.elsewhere", pt, X86PageTableMap, VADDR + PT_SPAN);
    map("pt.map.occupied", other_pt, X86PageTableMap, VADDR);
    map("pt.map.occupied.unaligned", other_pt, X86PageTableMap, VADDR + 0x1234);
}

static seL4_CPtr new_pdpt(void)
{
    return object(seL4_X86_PDPTObject, 0);
}

static seL4_CPtr new_pd(void)
{
    return object(seL4_X86_PageDirectoryObject, 0);
}

static seL4_CPtr new_pt(void)
{
    return object(seL4_X86_PageTableObject, 0);
}

static void structure_addresses(void)
{
    make_mapped();
    map("pdpt.map.kernel-address", new_pdpt(), X86PDPTMap, 0xffff800000000000UL);
    map("pd.map.kernel-address", new_pd(), X86PageDirectoryMap, 0xffff800000000000UL);
    map("pt.map.kernel-address", new_pt(), X86PageTableMap, 0xffff800000000000UL);
    map("pdpt.map.hole", new_pdpt(), X86PDPTMap, 0x800000000000UL);
    map("pdpt.map.above-user-top", new_pdpt(), X86PDPTMap, seL4_UserTop + 0xfff);
    map("pdpt.map.user-top", new_pdpt(), X86PDPTMap, seL4_UserTop);
    map("pd.map.user-top", new_pd(), X86PageDirectoryMap, seL4_UserTop);
    map("pt.map.user-top", new_pt(), X86PageTableMap, seL4_UserTop);
    map_page("page.map.user-top", object(seL4_X86_4K, 0), seL4_UserTop);
    map_page("page.map.below-user-top", object(seL4_X86_4K, 0), seL4_UserTop - PAGE);
    map("pt.map.unaligned", new_pt(), X86PageTableMap, VADDR + PT_SPAN + 0x1234);
    map("pd.map.unaligned", new_pd(), X86PageDirectoryMap, VADDR + PD_SPAN + 0x1234);
    map("pdpt.map.unaligned", new_pdpt(), X86PDPTMap, 2 * VADDR + 0x1234);
    map_page("page.map.in-unaligned-pt", frame, VADDR + PT_SPAN);
}

static void structures_in_no_vspace(void)
{
    make_mapped();
    vspace = pdpt;
    map("pdpt.map.not-a-vspace", new_pdpt(), X86PDPTMap, 2 * VADDR);
    map("pd.map.not-a-vspace", new_pd(), X86PageDirectoryMap, VADDR + PD_SPAN);
    map("pt.map.not-a-vspace", new_pt(), X86PageTableMap, VADDR + PT_SPAN);
    map_page("page.map.not-a-vspace", frame, VADDR);
    vspace = slots(1);
    map("pdpt.map.empty-vspace", new_pdpt(), X86PDPTMap, 2 * VADDR);
    map("pd.map.empty-vspace", new_pd(), X86PageDirectoryMap, VADDR + PD_SPAN);
    map("pt.map.empty-vspace", new_pt(), X86PageTableMap, VADDR + PT_SPAN);
    map_page("page.map.empty-vspace", frame, VADDR);
}

static void do_unmap(const char *key, seL4_CPtr structure, seL4_Word label)
{
    try(key, structure, label, NOTHING, NOTHING);
}

static void structures_unmapped(void)
{
    make_mapped();
    invoke(frame, X86PageMap, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    seL4_CPtr second = copy(pt, ALL);
    do_unmap("pt.unmap.of-the-copy", second, X86PageTableUnmap);
    do_unmap("pt.unmap.copied", pt, X86PageTableUnmap);
    delete_slot(second);
    do_unmap("pt.unmap.over-page", pt, X86PageTableUnmap);
    do_unmap("pt.unmap.again", pt, X86PageTableUnmap);
    map_page("page.map.again-without-pt", frame, VADDR);
    map("pt.map.after-unmap", pt, X86PageTableMap, VADDR);
    map_page("page.map.again-in-new-pt", frame, VADDR);
    do_unmap("page.unmap.after", frame, X86PageUnmap);
    do_unmap("pd.unmap.over-pt", pd, X86PageDirectoryUnmap);
    do_unmap("pd.unmap.again", pd, X86PageDirectoryUnmap);
    do_unmap("pt.unmap.below-unmapped-pd", pt, X86PageTableUnmap);
    map("pd.map.after-unmap", pd, X86PageDirectoryMap, VADDR);
    map("pt.map.after-pd-unmap", pt, X86PageTableMap, VADDR);
    do_unmap("pdpt.unmap.over-pd", pdpt, X86PDPTUnmap);
    do_unmap("pdpt.unmap.again", pdpt, X86PDPTUnmap);
    map("pt.map.below-unmapped-pdpt", pt, X86PageTableMap, VADDR);
    do_unmap("pt.unmap.below-unmapped-pdpt", pt, X86PageTableUnmap);
    do_unmap("pd.unmap.below-unmapped-pdpt", pd, X86PageDirectoryUnmap);
    map("pdpt.map.after-unmap", pdpt, X86PDPTMap, 2 * VADDR);
    map("pd.map.at-other-address", pd, X86PageDirectoryMap, 2 * VADDR);
    do_unmap("pd.unmap.copied", (copy(pd, ALL), pd), X86PageDirectoryUnmap);
    do_unmap("pdpt.unmap.copied", (copy(pdpt, ALL), pdpt), X86PDPTUnmap);
}

static void structures_deleted(void)
{
    make_mapped();
    invoke(frame, X86PageMap, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    delete_slot(pt);
    map_page("page.map.after-pt-deleted", frame, VADDR);
    map("pt.map.in-place-of-deleted", new_pt(), X86PageTableMap, VADDR);
    map_page("page.map.in-place-of-deleted", frame, VADDR);
    delete_slot(pd);
    map("pd.map.in-place-of-deleted", new_pd(), X86PageDirectoryMap, VADDR);
    do_unmap("page.unmap.after-pd-deleted", frame, X86PageUnmap);
    map_page("page.map.after-pd-deleted", frame, VADDR);
    delete_slot(pdpt);
    map("pdpt.map.in-place-of-deleted", new_pdpt(), X86PDPTMap, VADDR);
}

static void vspace_deleted(void)
{
    seL4_CPtr other = slots(1), other_pt;

    make_mapped();
    other_pt = new_pt();
    invoke(frame, X86PageMap, WORDS(VADDR, READ | WRITE, 0), WORDS(vspace));
    delete_slot(vspace);
    invoke(SLOT_POOL, UntypedRetype, WORDS(seL4_X64_PML4Object, 0, 0, 0, other, 1), WORDS(CNODE));
    vspace = other;
    map("pt.map.vspace-deleted.no-asid", pt, X86PageTableMap, VADDR);
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    map("pt.map.vspace-deleted.mapped-there", pt, X86PageTableMap, VADDR);
    map("pdpt.map.vspace-deleted.mapped-there", pdpt, X86PDPTMap, VADDR);
    map_page("page.map.vspace-deleted.same-address", frame, VADDR);
    map_page("page.map.vspace-deleted.other-address", frame, VADDR + PAGE);
    do_unmap("page.unmap.vspace-deleted", frame, X86PageUnmap);
    map_page("page.map.vspace-deleted.after-unmap", frame, VADDR + PAGE);
    do_unmap("pt.unmap.vspace-deleted", pt, X86PageTableUnmap);
    do_unmap("pd.unmap.vspace-deleted", pd, X86PageDirectoryUnmap);
    do_unmap("pdpt.unmap.vspace-deleted", pdpt, X86PDPTUnmap);
    map("pdpt.map.vspace-deleted", pdpt, X86PDPTMap, VADDR);
    map("pd.map.vspace-deleted", pd, X86PageDirectoryMap, VADDR);
    map("pt.map.vspace-deleted", pt, X86PageTableMap, VADDR);
    map_page("page.map.vspace-deleted", frame, VADDR + PAGE);
    (void)other_pt;
}

static void pages_again(void)
{
    seL4_CPtr other, second = slots(1), first;

    make_mapped();
    other = object(seL4_X86_4K, 0);
    first = vspace;
    map_page("page.map.unaligned", frame, VADDR + 1);
    map_page("page.map.unaligned.half", frame, VADDR + PAGE / 2);
    map_page("page.map.kernel-address", frame, 0xffff800000000000UL);
    map_page("page.map.hole", frame, 0x800000000000UL);
    map_page("page.map.kernel-address.unaligned", frame, 0xffff800000000001UL);
    map_page("page.map.large.unaligned", large, LARGE + PAGE);
    map_page("page.map.large.kernel-address", large, 0xffff800000000000UL);
    map_page("page.map.large.user-top", large, seL4_UserTop & ~(PT_SPAN - 1));
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
    invoke(SLOT_POOL, UntypedRetype, WORDS(seL4_X64_PML4Object, 0, 0, 0, second, 1), WORDS(CNODE));
    vspace = second;
    map_page("page.map.mapped.other-vspace-without-asid", frame, VADDR + PAGE);
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    map_page("page.map.mapped.other-vspace", frame, VADDR + PAGE);
    map("pt.map.mapped.other-vspace", pt, X86PageTableMap, VADDR);
    map("pd.map.mapped.other-vspace", pd, X86PageDirectoryMap, VADDR);
    map("pdpt.map.mapped.other-vspace", pdpt, X86PDPTMap, VADDR);
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
    seL4_CPtr other_pdpt = object(seL4_X86_PDPTObject, 0), other_pd = object(seL4_X86_PageDirectoryObject, 0);
    seL4_CPtr other_pt = object(seL4_X86_PageTableObject, 0);

    map("pt.label.pd-map", other_pt, X86PageDirectoryMap, VADDR + PT_SPAN);
    map("pt.label.pdpt-map", other_pt, X86PDPTMap, VADDR + PT_SPAN);
    map("pt.label.page-map", other_pt, X86PageMap, VADDR + PT_SPAN);
    map("pd.label.pt-map", other_pd, X86PageTableMap, VADDR + PD_SPAN);
    map("pd.label.pdpt-map", other_pd, X86PDPTMap, VADDR + PD_SPAN);
    map("pdpt.label.pt-map", other_pdpt, X86PageTableMap, 2 * VADDR);
    map("pdpt.label.pd-map", other_pdpt, X86PageDirectoryMap, 2 * VADDR);
    map("page.label.pt-map", frame, X86PageTableMap, VADDR);
    map("vspace.label.pt-map", vspace, X86PageTableMap, VADDR);
    map("vspace.label.pdpt-map", vspace, X86PDPTMap, VADDR);
    try("vspace.label.none", vspace, NO_LABEL, NOTHING, NOTHING);
    try("vspace.label.0", vspace, 0, NOTHING, NOTHING);
    try("pdpt.label.none", pdpt, NO_LABEL, NOTHING, NOTHING);
    try("pd.label.none", pd, NO_LABEL, NOTHING, NOTHING);
    try("pt.label.none", pt, NO_LABEL, NOTHING, NOTHING);
    try("page.label.none", frame, NO_LABEL, NOTHING, NOTHING);
    try("page.label.0", frame, 0, NOTHING, NOTHING);
    try("asid-pool.label.none", seL4_CapInitThreadASIDPool, NO_LABEL, NOTHING, NOTHING);
    try("asid-control.label.none", seL4_CapASIDControl, NO_LABEL, NOTHING, NOTHING);
    try("page.unmap.label-of-pt", frame, X86PageTableUnmap, NOTHING, NOTHING);
    try("pt.unmap.label-of-page", pt, X86PageUnmap, NOTHING, NOTHING);
    try("pt.unmap.label-of-pd", pt, X86PageDirectoryUnmap, NOTHING, NOTHING);
}

static void short_messages(void)
{
    make();
    invoke(seL4_CapInitThreadASIDPool, X86ASIDPoolAssign, NOTHING, WORDS(vspace));
    try("pdpt.map.length-1", pdpt, X86PDPTMap, WORDS(VADDR), WORDS(vspace));
    try("pdpt.map.length-0", pdpt, X86PDPTMap, NOTHING, WORDS(vspace));
    try("pdpt.map.no-capability", pdpt, X86PDPTMap, WORDS(VADDR, 0), NOTHING);
    try("pdpt.map.length-3", pdpt, X86PDPTMap, WORDS(VADDR, 0, 7), WORDS(vspace, frame));
    try("pdpt.map.mapped.length-1", pdpt, X86PDPTMap, WORDS(VADDR), WORDS(vspace));
    try("pd.map.length-1", pd, X86PageDirectoryMap, WORDS(VADDR), WORDS(vspace));
    try("pd.map.no-capability", pd, X86PageDirectoryMap, WORDS(VADDR, 0), NOTHING);
    try("pd.map.length-3", pd, X86PageDirectoryMap, WORDS(VADDR, 0, 7), WORDS(vspace));
    try("pt.map.length-1", pt, X86PageTableMap, WORDS(VADDR), WORDS(vspace));
    try("pt.map.no-capability", pt, X86PageTableMap, WORDS(VADDR, 0), NOTHING);
    try("pt.map.length-3", pt, X86PageTableMap, WORDS(VADDR, 0, 7), WORDS(vspace));
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
    {"paging.structure-addresses", structure_addresses},
    {"paging.structures-in-no-vspace", structures_in_no_vspace},
    {"paging.structures-unmapped", structures_unmapped},
    {"paging.structures-deleted", structures_deleted},
    {"paging.vspace-deleted", vspace_deleted},
    {"paging.pages-again", pages_again},
    {"paging.large-over-large", large_over_large},
    {"paging.wrong-methods", wrong_methods},
    {"paging.short-messages", short_messages},
    {0},
};
