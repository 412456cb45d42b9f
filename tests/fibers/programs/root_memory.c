/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios about frames, mappings and faults.
 */
#include "root.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static abi_word read_word(abi_word vaddr)
{
    return *(volatile abi_word *)vaddr;
}

/* Two children, each with a frame at the same address. */
static int do_own_frames(char *arguments[])
{
    struct raw_child children[2];
    (void)arguments;
    for (abi_word i = 0; i < 2; i++) {
        raw_new_child(&children[i]);
        root_share(&children[i], OWN_VADDR + (i << ABI_PAGE_BITS));
        raw_start_child(&children[i], "hold", 10 + i);
    }
    root_print_message(&children[0]);
    root_print_message(&children[1]);
    printf("%lu %lu\n", read_word(OWN_VADDR), read_word(OWN_VADDR + (1 << ABI_PAGE_BITS)));
    return 0;
}

/* The child's frame is destroyed between its two reads. */
static int do_dead_frame(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    raw_new_child(&child);
    abi_word frame = root_share(&child, OWN_VADDR);
    *(volatile abi_word *)OWN_VADDR = 3;
    raw_start_child(&child, "read_twice", child.fault_endpoint);
    root_print_message(&child);
    raw_check("revoke", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_REVOKE, RAW_NO_CAPS, frame, ABI_WORD_BITS));
    raw_delete(frame);
    raw_reply(0);
    root_finish(&child);
    return 0;
}

/* Unmapped there, still mapped here. */
static int do_unmap(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    raw_new_child(&child);
    abi_word frame = root_share(&child, OWN_VADDR);
    raw_start_child(&child, "read_twice", child.fault_endpoint);
    root_print_message(&child);
    raw_check("unmap", RAW_INVOKE_PLAIN(frame, ABI_PAGE_UNMAP));
    *(volatile abi_word *)OWN_VADDR = 9;
    raw_reply(0);
    root_print_message(&child);
    raw_check("map", raw_map(frame, child.vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_reply(0);
    root_finish(&child);
    return 0;
}

/* Two children fault at the same time; the first is answered last. */
static int do_two_faults(char *arguments[])
{
    struct raw_child children[2];
    abi_word callers[2];
    (void)arguments;
    for (abi_word i = 0; i < 2; i++) {
        root_start_with(&children[i], "write", CHILD_VADDR);
        root_print_message(&children[i]);
        callers[i] = root_slot();
        raw_save_caller(callers[i]);
    }
    for (int i = 1; i >= 0; i--) {
        abi_word own = OWN_VADDR + ((abi_word)i << ABI_PAGE_BITS);
        root_share(&children[i], own);
        raw_send(callers[i], 0, 0);
        root_print_message(&children[i]);
        printf("%lu\n", read_word(own));
    }
    return 0;
}

/* A function of the C library faults in a child, which then goes on. */
static int do_fill(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    root_start_with(&child, "fill", CHILD_VADDR);
    root_print_message(&child);
    root_share(&child, OWN_VADDR);
    raw_reply(0);
    root_print_message(&child);
    printf("0x%lx\n", read_word(OWN_VADDR) & 0xffffffff);
    return 0;
}

/* The root task itself faults in such a function. */
static int do_own_fill(char *arguments[])
{
    static volatile size_t count = 8;
    (void)arguments;
    memset((void *)OWN_VADDR, 1, count);
    return 0;
}

/* A frame from a reused untyped is empty, mapped elsewhere. */
static int do_reuse(char *arguments[])
{
    abi_word untyped = raw_new_object(ABI_OBJECT_UNTYPED, 14), frame = root_slot();
    (void)arguments;
    for (abi_word round = 0; round < 4; round++) {
        abi_word vaddr = OWN_VADDR + (round << ABI_PAGE_BITS);
        root_retype(untyped, ABI_OBJECT_FRAME_4K, frame);
        raw_check("map", raw_map(frame, ABI_ROOT_VSPACE, vaddr, RIGHTS_READ_WRITE));
        printf("%lu ", read_word(vaddr));
        *(volatile abi_word *)vaddr = 77;
        raw_check("revoke",
                  RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_REVOKE, RAW_NO_CAPS, untyped, ABI_WORD_BITS));
    }
    printf("\n");
    return 0;
}

/* Leaves a frame mapped and written to at the end of the run. */
static int do_leave_frame(char *arguments[])
{
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    (void)arguments;
    raw_check("map", raw_map(frame, ABI_ROOT_VSPACE, OWN_VADDR, RIGHTS_READ_WRITE));
    abi_word found = read_word(OWN_VADDR);
    *(volatile abi_word *)OWN_VADDR = 77;
    return (int)found;
}

const struct root_scenario root_memory[] = {
    {"own_frames", do_own_frames},
    {"dead_frame", do_dead_frame},
    {"unmap", do_unmap},
    {"two_faults", do_two_faults},
    {"fill", do_fill},
    {"own_fill", do_own_fill},
    {"reuse", do_reuse},
    {"leave_frame", do_leave_frame},
    {NULL, NULL},
};
