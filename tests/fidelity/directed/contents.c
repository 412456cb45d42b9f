/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What memory holds, seen through the program's own VSpace.
 */
#include "directed/directed.h"
#include "paging.h"

#define VSPACE seL4_CapInitThreadVSpace
#define PAGE 0x1000UL

static seL4_CPtr untyped, page;

static seL4_Error show(seL4_CPtr frame, seL4_Word vaddr)
{
    return invoke(frame, PAGE_MAP, WORDS(vaddr, ALL, 0), WORDS(VSPACE));
}

static void hide(seL4_CPtr frame)
{
    invoke(frame, PAGE_UNMAP, NOTHING, NOTHING);
}

static volatile seL4_Word *at(seL4_Word vaddr)
{
    return (volatile seL4_Word *)vaddr; // NOLINT(performance-no-int-to-ptr): where the page is
}

static void make_frame(void)
{
    invoke(untyped, UntypedRetype, WORDS(FRAME_OBJECT, 0, 0, 0, page, 1), WORDS(CNODE));
}

/* A page is zeroed when it is made, keeps what it holds while unmapped, and shows the same everywhere. */
static void pages(void)
{
    seL4_CPtr second;

    map_own_structures();
    untyped = object(seL4_UntypedObject, 12);
    page = slots(1);
    make_frame();
    tell("contents.map", WORDS((seL4_Word)show(page, own_vaddr)));
    tell("contents.new", WORDS(at(own_vaddr)[0], at(own_vaddr + PAGE)[-1]));
    at(own_vaddr)[0] = 0x1234;
    at(own_vaddr + PAGE)[-1] = 0x5678;
    hide(page);
    show(page, own_vaddr + PAGE);
    tell("contents.elsewhere", WORDS(at(own_vaddr + PAGE)[0], at(own_vaddr + 2 * PAGE)[-1]));
    second = copy(page, READ);
    show(second, own_vaddr);
    tell("contents.copy", WORDS(at(own_vaddr)[0]));
    at(own_vaddr + PAGE)[0] = 0x4321;
    tell("contents.copy-sees-writes", WORDS(at(own_vaddr)[0]));
    delete_slot(page);
    tell("contents.copy-left", WORDS(at(own_vaddr)[0]));
    delete_slot(second);
    make_frame();
    show(page, own_vaddr);
    tell("contents.made-again", WORDS(at(own_vaddr)[0], at(own_vaddr + PAGE)[-1]));
    delete_slot(page);
}

/*
 * A page mapped over another leaves both their contents. Nothing is read through the address itself: a
 * processor may still know the old page there.
 */
static void replaced(void)
{
    seL4_CPtr first, second;

    map_own_structures();
    first = object(FRAME_OBJECT, 0);
    second = object(FRAME_OBJECT, 0);
    show(first, own_vaddr);
    at(own_vaddr)[0] = 1;
    tell("contents.replace", WORDS((seL4_Word)show(second, own_vaddr)));
    hide(first);
    hide(second);
    show(first, own_vaddr + PAGE);
    show(second, own_vaddr + 2 * PAGE);
    tell("contents.both", WORDS(at(own_vaddr + PAGE)[0], at(own_vaddr + 2 * PAGE)[0]));
    delete_slot(first);
    delete_slot(second);
}

const struct group content_groups[] = {
    {"contents.pages", pages},
    {"contents.replaced", replaced},
    {0},
};
