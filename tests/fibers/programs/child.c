/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The children of the fiber machine's tests. The first argument names the scenario; the second is a number,
 * usually the endpoint to the parent. Scenarios shared with the process machine's child have the same names.
 */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "processor.h"
#include "raw.h"

#define VADDR 0x44000000UL
#define PAGE ((abi_word)1 << ABI_PAGE_BITS)
#define YIELDS 5

static volatile abi_word *word_at(abi_word vaddr)
{
    return (volatile abi_word *)vaddr;
}

static void do_exit(abi_word argument)
{
    (void)argument;
    exit(7);
}

static void do_exit_at_once(abi_word argument)
{
    (void)argument;
    printf("not printed");
    _exit(300);
}

static void do_kill(abi_word argument)
{
    (void)argument;
    printf("not printed");
    raise(SIGKILL);
}

static void do_kill_by_number(abi_word argument)
{
    kill(getpid(), (int)argument);
    exit(0);
}

static void do_sent_signal(abi_word argument)
{
    (void)argument;
    raise(SIGFPE);
}

static void do_abort(abi_word argument)
{
    (void)argument;
    printf("not printed");
    abort();
}

static void do_assert(abi_word argument)
{
    assert(argument == 0);
}

static void do_illegal(abi_word argument)
{
    (void)argument;
    execute_illegal_instruction();
}

static void do_breakpoint(abi_word argument)
{
    (void)argument;
    execute_breakpoint();
}

/* Calls a function at an address where there is none. */
static void do_astray(abi_word argument)
{
    (void)argument;
    ((void (*)(void))VADDR)();
}

static void do_unknown(abi_word argument)
{
    struct abi_message message = {.what = 9999};
    (void)argument;
    hosted_enter(&message);
}

/* Answers each call with its number plus one. */
static void do_echo(abi_word argument)
{
    for (;;) {
        raw_receive(argument);
        raw_reply_with(1, raw_message.mr[0] + 1);
    }
}

/* Answers each call with the number of calls so far, counted in variables of each kind. */
static void do_count(abi_word argument)
{
    static unsigned zeroed, initial = 1000;
    static const char *pointer = "0123456789abcdef";
    unsigned *allocated = calloc(1, sizeof(*allocated));
    for (;;) {
        raw_receive(argument);
        zeroed++, initial++, pointer++, (*allocated)++;
        abi_word same = zeroed == initial - 1000 && zeroed == *allocated;
        raw_reply_with(1, same && (zeroed > 9 || *pointer == (char)('0' + (char)zeroed)) ? zeroed : 9999);
    }
}

static void do_write(abi_word argument)
{
    *word_at(argument) = 5;
    exit(*word_at(argument) == 5 ? 0 : 1);
}

static void do_write_many(abi_word argument)
{
    for (abi_word i = 0; i < argument; i++) {
        *word_at(VADDR + i * PAGE) = i;
    }
    struct abi_message fault = {
        .what = ABI_SYS_FAULT,
        .info = ABI_INFO(ABI_FAULT_USER_EXCEPTION, 0, 0, ABI_USER_EXCEPTION_LENGTH + ABI_CONTEXT_WORDS)};
    fault.mr[ABI_USER_EXCEPTION_LENGTH - 2] = 3;
    fault.mr[ABI_USER_EXCEPTION_LENGTH - 1] = argument;
    hosted_enter(&fault);
    raw_yield();
    for (abi_word i = 0; i < 2 * argument; i++) {
        *word_at(VADDR + i * PAGE) = i;
    }
    exit(0);
}

/* Its writes stay, whoever runs in between. */
static void do_hold(abi_word argument)
{
    *word_at(VADDR) = argument;
    for (int i = 0; i < YIELDS; i++) {
        raw_yield();
        if (*word_at(VADDR) != argument) {
            exit(1);
        }
    }
    exit(0);
}

/* Reads, asks its parent, reads again. */
static void do_read_twice(abi_word argument)
{
    abi_word first = *word_at(VADDR);
    raw_call(argument, 0, 1, &first, RAW_NO_CAPS);
    exit((int)*word_at(VADDR));
}

/* Fills memory with a function of the C library, which may fault. */
static void do_fill(abi_word argument)
{
    static volatile size_t count = sizeof(abi_word);
    memset((void *)argument, 1, count);
    exit(0);
}

static void do_yield(abi_word argument)
{
    (void)argument;
    for (;;) {
        raw_yield();
    }
}

static void do_yield_and_exit(abi_word argument)
{
    for (int i = 0; i < YIELDS; i++) {
        raw_yield();
    }
    exit((int)argument);
}

/* Counts in a frame. */
static void do_tick(abi_word argument)
{
    (void)argument;
    for (;;) {
        ++*word_at(VADDR);
        raw_yield();
    }
}

static void do_delete(abi_word argument)
{
    char *lost = malloc(100);
    strcpy(lost, "never given back");
    printf("not printed");
    raw_delete(argument);
    exit(lost[0]);
}

/* Revokes a slot after a while. */
static void do_revoke(abi_word argument)
{
    for (int i = 0; i < 10 * YIELDS; i++) {
        raw_yield();
    }
    RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_REVOKE, RAW_NO_CAPS, argument, ABI_WORD_BITS);
}

static void do_errno(abi_word argument)
{
    errno = (int)argument;
    for (int i = 0; i < YIELDS; i++) {
        raw_yield();
    }
    exit(errno == (int)argument ? 0 : 1);
}

/* Prints half a line, and the other half after its parent's answer. */
static void do_two_halves(abi_word argument)
{
    printf("one ");
    raw_call(argument, 0, 0, NULL, RAW_NO_CAPS);
    printf("line\n");
    exit(0);
}

static void do_flush_all(abi_word argument)
{
    (void)argument;
    fflush(NULL);
    exit(0);
}

/* Prints lines, which must stay whole whoever else prints. */
static void do_print(abi_word argument)
{
    for (int i = 0; i < YIELDS; i++) {
        printf("<%lu:%d>\n", argument, i);
    }
    exit(0);
}

/* Holds memory that it got at different times. */
static void do_allocate(abi_word argument)
{
    char *blocks[10];
    for (int i = 0; i < 10; i++) {
        blocks[i] = strdup("a block");
        raw_yield();
    }
    blocks[3] = realloc(blocks[3], 1000);
    free(blocks[5]);
    raw_receive(argument);
    exit(blocks[0][0]);
}

static const struct {
    const char *name;
    void (*function)(abi_word argument);
} scenarios[] = {
    {"exit", do_exit},
    {"exit_at_once", do_exit_at_once},
    {"kill", do_kill},
    {"kill_by_number", do_kill_by_number},
    {"sent_signal", do_sent_signal},
    {"abort", do_abort},
    {"assert", do_assert},
    {"illegal", do_illegal},
    {"breakpoint", do_breakpoint},
    {"astray", do_astray},
    {"unknown", do_unknown},
    {"echo", do_echo},
    {"count", do_count},
    {"write", do_write},
    {"write_many", do_write_many},
    {"hold", do_hold},
    {"read_twice", do_read_twice},
    {"fill", do_fill},
    {"yield", do_yield},
    {"yield_and_exit", do_yield_and_exit},
    {"tick", do_tick},
    {"delete", do_delete},
    {"revoke", do_revoke},
    {"errno", do_errno},
    {"two_halves", do_two_halves},
    {"flush_all", do_flush_all},
    {"print", do_print},
    {"allocate", do_allocate},
};

int main(int argc, char *argv[])
{
    raw_use_reply(argc == 4 ? strtoul(argv[3], NULL, 10) : 0);
    for (size_t i = 0; argc == 4 && i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].function(strtoul(argv[2], NULL, 10));
        }
    }
    return 98;
}
