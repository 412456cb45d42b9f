/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios about threads: stopped, resumed and destroyed, whatever they are doing.
 */
#include "root.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sel4utils/helpers.h>

#define YIELDS 50
#define ENOUGH_YIELDS 100000

static void yield(int times)
{
    while (times-- > 0) {
        raw_yield();
    }
}

static abi_word ticks(void)
{
    return *(volatile abi_word *)OWN_VADDR;
}

/* Yields until the child has counted further. */
static bool counts_on(void)
{
    abi_word before = ticks();
    for (int i = 0; i < ENOUGH_YIELDS && ticks() == before; i++) {
        raw_yield();
    }
    return ticks() != before;
}

static int do_suspend(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    raw_new_child(&child);
    root_share(&child, OWN_VADDR);
    raw_start_child(&child, "tick", 0);
    for (int i = 0; i < 3; i++) {
        if (!counts_on()) {
            return 1;
        }
        raw_check("suspend", RAW_INVOKE_PLAIN(child.tcb, ABI_TCB_SUSPEND));
        abi_word before = ticks();
        yield(YIELDS);
        if (ticks() != before) {
            return 2;
        }
        raw_check("resume", RAW_INVOKE_PLAIN(child.tcb, ABI_TCB_RESUME));
    }
    return counts_on() ? 0 : 3;
}

/* A child deletes its own TCB, and no message reports it. */
static int do_delete_itself(char *arguments[])
{
    struct raw_child child, other;
    (void)arguments;
    raw_new_child(&child);
    raw_start_child(&child, "delete", child.tcb);
    root_start_with(&other, "yield_and_exit", 4);
    root_print_message(&other);
    yield(YIELDS);
    root_start_with(&child, "exit", 0);
    root_print_message(&child);
    return 0;
}

/* Deletes children in all states, after a given number of yields. */
static int do_delete_others(char *arguments[])
{
    static const char *const names[] = {"yield", "echo", "exit", "print", "write", "allocate"};
    struct raw_child children[6];
    for (int i = 0; i < 6; i++) {
        raw_new_child(&children[i]);
        bool faults = strcmp(names[i], "write") == 0;
        raw_start_child(&children[i], names[i], faults ? CHILD_VADDR : children[i].fault_endpoint);
    }
    yield(atoi(arguments[0]));
    for (int i = 0; i < 6; i++) {
        raw_delete_child(&children[i]);
    }
    yield(3);
    return 0;
}

/* Makes a given number of children, one after another. */
static int do_many(char *arguments[])
{
    for (int i = 0; i < atoi(arguments[0]); i++) {
        struct raw_child child;
        root_start_with(&child, "yield_and_exit", 1);
        raw_receive(child.fault_endpoint);
        raw_delete_child(&child);
    }
    return 0;
}

/* Three children, each of which exits with 0, 1 or 2 or is killed. */
static int do_three(char *arguments[])
{
    struct raw_child children[3];
    (void)arguments;
    for (abi_word i = 0; i < 3; i++) {
        root_start_with(&children[i], "yield_and_exit", i);
    }
    for (int i = 0; i < 3; i++) {
        printf("%d ", i);
        root_finish(&children[i]);
    }
    return 0;
}

/*
 * Receives; in one of these calls its child destroys the endpoint, so that receiving faults, and then itself.
 */
static int do_fault_in_a_suicide(char *arguments[])
{
    abi_word untyped = raw_new_object(ABI_OBJECT_UNTYPED, 14), endpoint = root_slot();
    struct raw_child child;
    (void)arguments;
    raw_new_child(&child);
    child.tcb = root_slot();
    root_retype(untyped, ABI_OBJECT_TCB, child.tcb);
    root_retype(untyped, ABI_OBJECT_ENDPOINT, endpoint);
    raw_configure(child.tcb, child.vspace, 0);
    raw_start_child(&child, "revoke", untyped);
    raw_receive(endpoint);
    return 1;
}

static void leave(void *status, void *unused, void *other)
{
    (void)unused;
    (void)other;
    exit((int)(abi_word)status);
}

/* One more thread of this program exits, and this one goes on with its variables. */
static int do_sibling_exits(char *arguments[])
{
    static char stack[0x8000] __attribute__((aligned(16)));
    static int variable = 41;
    struct raw_child sibling = {.tcb = raw_new_object(ABI_OBJECT_TCB, 0),
                                .fault_endpoint = raw_new_object(ABI_OBJECT_ENDPOINT, 0)};
    abi_word words[2 + ABI_CONTEXT_WORDS] = {1, ABI_CONTEXT_WORDS}; /* and starts it */
    char *own = malloc(12);
    (void)arguments;
    variable++;
    snprintf(own, 12, "%d", variable);
    raw_configure(sibling.tcb, ABI_ROOT_VSPACE, sibling.fault_endpoint);
    sel4utils_arch_init_local_context((void *)(abi_word)leave, (void *)3, NULL, NULL, stack + sizeof(stack),
                                      (seL4_UserContext *)&words[2]);
    raw_check("start",
              raw_call(sibling.tcb, ABI_TCB_WRITE_REGISTERS, 2 + ABI_CONTEXT_WORDS, words, RAW_NO_CAPS));
    root_finish(&sibling);
    printf("%s %d\n", own, variable);
    return 0;
}

static void set_priority(const struct raw_child *child, abi_word priority)
{
    raw_check("priority", RAW_INVOKE(child->tcb, ABI_TCB_SET_PRIORITY, RAW_CAPS(ABI_ROOT_TCB), priority));
}

/* Two children that yield often and exit, with the given priorities. Prints which ends first. */
static int do_race(char *arguments[])
{
    struct raw_child children[2];
    for (int i = 0; i < 2; i++) {
        raw_new_child(&children[i]);
        raw_configure(children[i].tcb, children[i].vspace, children[0].fault_endpoint);
        set_priority(&children[i], (abi_word)atoi(arguments[i]));
    }
    raw_start_child(&children[0], "yield_and_exit", 0);
    raw_start_child(&children[1], "yield_and_exit", 1);
    raw_receive(children[0].fault_endpoint);
    printf("%s\n", raw_message.mr[ABI_USER_EXCEPTION_LENGTH - 1] == 0 ? "the first" : "the second");
    return 0;
}

static int do_deadlock(char *arguments[])
{
    (void)arguments;
    raw_receive(raw_new_object(ABI_OBJECT_ENDPOINT, 0));
    return 1;
}

static int do_yield(char *arguments[])
{
    (void)arguments;
    for (;;) {
        raw_yield();
    }
    return 1;
}

/* Calls an echo with 41 and prints the answer. */
static int do_call(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    root_start(&child, "echo");
    abi_word label = raw_call(child.fault_endpoint, 0, 1, (abi_word[]){41}, RAW_NO_CAPS);
    printf("%lu %lu\n", label, raw_message.mr[0]);
    return 0;
}

/* Calls an echo, with a capability that gives it no right to reply. */
static int do_call_without_reply(char *arguments[])
{
    struct raw_child child;
    abi_word slot = root_slot();
    (void)arguments;
    root_start(&child, "echo");
    raw_check("mint", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_COPY, RAW_CAPS(ABI_ROOT_CNODE), slot,
                                 ABI_WORD_BITS, child.fault_endpoint, ABI_WORD_BITS, ABI_RIGHT_WRITE));
    raw_call(slot, 0, 1, (abi_word[]){41}, RAW_NO_CAPS);
    return 1;
}

const struct root_scenario root_threads[] = {
    {"suspend", do_suspend},
    {"delete_itself", do_delete_itself},
    {"delete_others", do_delete_others},
    {"many", do_many},
    {"three", do_three},
    {"fault_in_a_suicide", do_fault_in_a_suicide},
    {"sibling_exits", do_sibling_exits},
    {"race", do_race},
    {"deadlock", do_deadlock},
    {"call_without_reply", do_call_without_reply},
    {"yield", do_yield},
    {"call", do_call},
    {NULL, NULL},
};
