/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios about the C library: how programs end, what they print, their variables and heap.
 */
#include "root.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The arguments: "return", "exit", "_exit", "abort", "kill" or "raise", and a number. */
static int do_end(char *arguments[])
{
    int number = atoi(arguments[1]);
    printf("printed ");
    if (strcmp(arguments[0], "exit") == 0) {
        exit(number);
    }
    if (strcmp(arguments[0], "_exit") == 0) {
        _exit(number);
    }
    if (strcmp(arguments[0], "abort") == 0) {
        abort();
    }
    if (strcmp(arguments[0], "kill") == 0) {
        return kill(getpid(), number);
    }
    if (strcmp(arguments[0], "raise") == 0) {
        return raise(number);
    }
    return number;
}

/* Runs a child in the named scenario, with the next number as its argument. */
static int do_child(char *arguments[])
{
    struct raw_child child;
    root_start_with(&child, arguments[0], arguments[1] ? (abi_word)atol(arguments[1]) : 0);
    root_finish(&child);
    return 0;
}

/* Two children of the same program, and this one, each with its own variables. */
static int do_variables(char *arguments[])
{
    static unsigned own;
    struct raw_child first, second;
    (void)arguments;
    root_start(&first, "count");
    root_start(&second, "count");
    for (int i = 0; i < 3; i++) {
        raw_check("call", raw_call(first.fault_endpoint, 0, 0, NULL, RAW_NO_CAPS));
        abi_word answer = raw_message.mr[0];
        raw_check("call", raw_call(second.fault_endpoint, 0, 0, NULL, RAW_NO_CAPS));
        printf("%u %lu %lu\n", ++own, answer, raw_message.mr[0]);
        if (i == 1) { /* only one goes on */
            raw_check("call", raw_call(second.fault_endpoint, 0, 0, NULL, RAW_NO_CAPS));
        }
    }
    return 0;
}

static int do_errno(char *arguments[])
{
    struct raw_child first, second;
    (void)arguments;
    if (errno != 0) {
        return 1;
    }
    root_start_with(&first, "errno", 33);
    root_start_with(&second, "errno", 34);
    errno = 35;
    root_print_message(&first);
    root_print_message(&second);
    return errno == 35 ? 0 : 2;
}

static int do_environment(char *arguments[])
{
    (void)arguments;
    return getenv("PATH") == NULL ? 0 : 1;
}

/* One child has printed half a line while another flushes all it can. */
static int do_halves(char *arguments[])
{
    struct raw_child halves, other;
    (void)arguments;
    abi_word caller = root_slot();
    printf("half a ");
    root_start(&halves, "two_halves");
    raw_receive(halves.fault_endpoint);
    raw_save_caller(caller);
    root_start_with(&other, "flush_all", 0);
    raw_receive(other.fault_endpoint);
    raw_send(caller, 0, 0);
    raw_receive(halves.fault_endpoint);
    printf("line\n");
    return 0;
}

static int do_print(char *arguments[])
{
    struct raw_child children[3];
    (void)arguments;
    for (abi_word i = 0; i < 3; i++) {
        root_start_with(&children[i], "print", i);
    }
    for (int i = 0; i < 3; i++) {
        raw_receive(children[i].fault_endpoint);
    }
    return 0;
}

/* Children that hold memory end in every way. */
static int do_heap(char *arguments[])
{
    struct raw_child waiting, ending, killed;
    char *kept = malloc(10);
    (void)arguments;
    strcpy(kept, "kept");
    kept = realloc(kept, 100000);
    root_start(&waiting, "allocate");
    root_start(&ending, "allocate");
    raw_new_child(&killed);
    raw_start_child(&killed, "delete", killed.tcb);
    raw_send(ending.fault_endpoint, 0, 0);
    raw_delete_child(&waiting);
    root_print_message(&ending);
    return strcmp(kept, "kept"); /* and never frees it */
}

/* Volatile: compilers assume that an unused allocation succeeds. */
static int do_heap_limits(char *arguments[])
{
    volatile size_t half = SIZE_MAX / 2 + 2, most = SIZE_MAX - 1;
    void *volatile got[] = {calloc(half, 2), realloc(NULL, most), malloc(most)};
    (void)arguments;
    free(NULL);
    return got[0] || got[1] || got[2];
}

const struct root_scenario root_libc[] = {
    {"end", do_end},
    {"child", do_child},
    {"variables", do_variables},
    {"errno", do_errno},
    {"environment", do_environment},
    {"halves", do_halves},
    {"print", do_print},
    {"heap", do_heap},
    {"heap_limits", do_heap_limits},
    {NULL, NULL},
};
