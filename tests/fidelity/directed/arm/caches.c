/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What Arm only has: the methods that clean and invalidate caches, and signals between processors.
 */
#include "directed/tables/tables.h"

#include <stdio.h>

static const struct {
    const char *name;
    seL4_Word page, vspace;
} methods[] = {
    {"clean", ARMPageClean_Data, ARMVSpaceClean_Data},
    {"invalidate", ARMPageInvalidate_Data, ARMVSpaceInvalidate_Data},
    {"clean-invalidate", ARMPageCleanInvalidate_Data, ARMVSpaceCleanInvalidate_Data},
    {"unify", ARMPageUnify_Instruction, ARMVSpaceUnify_Instruction},
};
#define METHODS (sizeof(methods) / sizeof(*methods))

static void flush(const char *what, const char *method, const char *name, seL4_CPtr service, seL4_Word label,
                  struct words range)
{
    char key[64];

    snprintf(key, sizeof(key), "%s.%s%s%s", what, method, *name ? "." : "", name);
    try(key, service, label, range, NOTHING);
}

/* Ranges are offsets in the page. */
static void flush_page(const char *method, seL4_Word label)
{
    struct space space = new_space();
    seL4_CPtr other = object(FRAME_OBJECT, 0);

#define FLUSH(name, service, range) flush("page", method, name, service, label, range)
    FLUSH("unmapped", space.page, WORDS(0, PAGE));
    invoke(space.page, PAGE_MAP, WORDS(SPACE_VADDR, READ | WRITE, 0), WORDS(space.vspace));
    invoke(other, PAGE_MAP, WORDS(SPACE_VADDR + PAGE, READ, 0), WORDS(space.vspace));
    FLUSH("", space.page, WORDS(0, PAGE));
    FLUSH("part", space.page, WORDS(0x10, 0x20));
    FLUSH("read-only", other, WORDS(0, PAGE));
    FLUSH("without-rights", copy(space.page, 0), WORDS(0, PAGE));
    FLUSH("empty-range", space.page, WORDS(0x10, 0x10));
    FLUSH("backwards", space.page, WORDS(0x20, 0x10));
    FLUSH("too-long", space.page, WORDS(0, PAGE + 1));
    FLUSH("outside", space.page, WORDS(PAGE, PAGE + 1));
    FLUSH("length-1", space.page, WORDS(0));
    FLUSH("length-0", space.page, NOTHING);
    delete_slot(space.vspace);
    FLUSH("vspace-deleted", space.page, WORDS(0, PAGE));
#undef FLUSH
}

/* Ranges are addresses, within one page. */
static void flush_vspace(const char *method, seL4_Word label)
{
    struct space space = new_space();
    const seL4_Word vaddr = SPACE_VADDR;

#define FLUSH(name, service, range) flush("vspace", method, name, service, label, range)
    FLUSH("nothing-mapped", space.vspace, WORDS(vaddr, vaddr + PAGE));
    invoke(space.page, PAGE_MAP, WORDS(vaddr, READ | WRITE, 0), WORDS(space.vspace));
    FLUSH("", space.vspace, WORDS(vaddr, vaddr + PAGE));
    FLUSH("part", space.vspace, WORDS(vaddr + 0x10, vaddr + 0x20));
    FLUSH("empty-range", space.vspace, WORDS(vaddr, vaddr));
    FLUSH("backwards", space.vspace, WORDS(vaddr + 1, vaddr));
    FLUSH("two-pages", space.vspace, WORDS(vaddr, vaddr + PAGE + 1));
    FLUSH("no-table", space.vspace, WORDS(test_vaddr, test_vaddr + PAGE));
    FLUSH("kernel-address", space.vspace, WORDS(kernel_address, kernel_address + PAGE));
    FLUSH("to-kernel-address", space.vspace, WORDS(vaddr, kernel_address));
    FLUSH("without-asid", object(VSPACE_OBJECT, 0), WORDS(vaddr, vaddr + PAGE));
    FLUSH("of-table", space.pt, WORDS(vaddr, vaddr + PAGE));
    FLUSH("length-1", space.vspace, WORDS(vaddr));
#undef FLUSH
}

static void pages(void)
{
    for (unsigned i = 0; i < METHODS; i++) {
        flush_page(methods[i].name, methods[i].page);
    }
}

static void vspaces(void)
{
    for (unsigned i = 0; i < METHODS; i++) {
        flush_vspace(methods[i].name, methods[i].vspace);
    }
}

/* No signal is sent. */
static void sgi(const char *key, seL4_Word line, seL4_Word target, seL4_CPtr to, struct words root)
{
    try(key, seL4_CapIRQControl, ARMIRQIssueSGISignal, WORDS(line, target, to, DEPTH), root);
}

static void signals(void)
{
    seL4_CPtr to = slots(1);

    sgi("irq-control.issue-sgi-signal.line-16", 16, 0, to, WORDS(CNODE));
    sgi("irq-control.issue-sgi-signal.target-8", 1, 8, to, WORDS(CNODE));
    sgi("irq-control.issue-sgi-signal.both-max", (seL4_Word)-1, (seL4_Word)-1, to, WORDS(CNODE));
    sgi("irq-control.issue-sgi-signal.no-capability", 1, 0, to, NOTHING);
    sgi("irq-control.issue-sgi-signal.root-no-cnode", 1, 0, to, WORDS(SLOT_POOL));
    try("irq-control.issue-sgi-signal.length-3", seL4_CapIRQControl, ARMIRQIssueSGISignal, WORDS(1, 0, 1),
        WORDS(CNODE));
    sgi("irq-control.issue-sgi-signal", 15, 7, to, WORDS(CNODE));
    identify("sgi-signal.identify", to);
}

const struct group more_groups[] = {
    {"caches.pages", pages},
    {"caches.vspaces", vspaces},
    {"caches.signals", signals},
    {0},
};
