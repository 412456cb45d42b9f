/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Two threads of a child, whose second argument is `there`; `back` and `first` are the endpoints after it.
 */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "threads.h"

#define OWN_VADDR 0x4c000000UL /* the shared frame in the root task */
#define RIGHTS_READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

struct pair {
    struct raw_child first, second;
};

static void child_count(void)
{
    for (;;) {
        (*(volatile abi_word *)SHARED_VADDR)++;
    }
}

static void child_count_unstoppably(void)
{
    sigset_t all;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    child_count();
}

static void child_kill(void)
{
    kill(getpid(), SIGKILL);
    thread_stay();
}

static void child_read(void)
{
    for (;;) {
        (void)thread_wait(there);
        thread_send(back, *(volatile abi_word *)SHARED_VADDR);
    }
}

static const struct {
    const char *name;
    void (*function)(void);
} functions[] = {
    {"add_one", thread_add_one}, {"count", child_count}, {"count_unstoppably", child_count_unstoppably},
    {"kill", child_kill},        {"read", child_read},
};

/* The child's first thread tells where its second begins; then it does as told: exits, or reads what is
 * shared. */
int pair_run_child(const char *name)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        if (strcmp(functions[i].name, name) == 0) {
            thread_send(back, (abi_word)functions[i].function);
        }
    }
    thread_send(back, (abi_word)&thread_stack[STACK_BYTES]);
    while (thread_wait(first) != 0) {
        thread_send(back, *(volatile abi_word *)SHARED_VADDR);
    }
    return 5;
}

static abi_word map_shared(abi_word vspace)
{
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0), copy = raw_new_slot();

    raw_check("copy", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_COPY, RAW_CAPS(ABI_ROOT_CNODE), copy,
                                 ABI_WORD_BITS, frame, ABI_WORD_BITS, ABI_RIGHTS_ALL));
    raw_check("map own", raw_map(copy, ABI_ROOT_VSPACE, OWN_VADDR, RIGHTS_READ_WRITE));
    raw_check("map", raw_map(frame, vspace, SHARED_VADDR, RIGHTS_READ_WRITE));
    return frame;
}

/* Makes a child that shares a frame if told, and starts its second thread while the first waits. */
static void begin_pair(struct pair *pair, const char *name, bool shares)
{
    thread_make_endpoints();
    raw_new_child(&pair->first);
    if (shares) {
        map_shared(pair->first.vspace);
    }
    raw_start_child(&pair->first, name, there);
    abi_word function = thread_wait(back), stack_top = thread_wait(back);
    thread_configure(&pair->second, pair->first.vspace);
    raw_check("start", thread_start_at(pair->second.tcb, function, stack_top));
}

static int do_main_returns(void)
{
    struct pair pair;
    begin_pair(&pair, "add_one", false);
    thread_send(first, 0);
    thread_print_fault(&pair.first);
    thread_send(there, 1);
    printf("%lu\n", thread_wait(back));
    return 0;
}

static int do_killed(void)
{
    struct pair pair;
    begin_pair(&pair, "kill", false);
    thread_print_fault(&pair.second);
    thread_print_fault(&pair.first);
    return 0;
}

static int do_unstoppable(void)
{
    const volatile abi_word *place = (volatile abi_word *)OWN_VADDR;
    struct pair pair;

    begin_pair(&pair, "count_unstoppably", true);
    thread_wait_until_it_counts(place);
    raw_check("suspend", RAW_INVOKE_PLAIN(pair.second.tcb, ABI_TCB_SUSPEND));
    thread_check_that_it_stands(place);
    printf("stands\n");
    raw_check("resume", RAW_INVOKE_PLAIN(pair.second.tcb, ABI_TCB_RESUME));
    thread_wait_until_it_counts(place);
    printf("counts\n");
    raw_delete(pair.second.tcb);
    thread_check_that_it_stands(place);
    thread_print_fault(&pair.first);
    return 0;
}

static int do_delete_first(void)
{
    const volatile abi_word *place = (volatile abi_word *)OWN_VADDR;
    struct pair pair;

    begin_pair(&pair, "count", true);
    thread_wait_until_it_counts(place);
    raw_delete(pair.first.tcb);
    thread_wait_until_it_counts(place);
    raw_delete(pair.second.tcb);
    thread_check_that_it_stands(place);
    printf("stands\n");
    return 0;
}

static int do_mapping(void)
{
    struct pair pair;

    begin_pair(&pair, "read", false);
    map_shared(pair.first.vspace);
    *(volatile abi_word *)OWN_VADDR = 5;
    thread_send(first, 1);
    thread_send(there, 1);
    printf("%lu", thread_wait(back));
    printf(" %lu\n", thread_wait(back));
    return 0;
}

static const struct {
    const char *name;
    int (*function)(void);
} scenarios[] = {
    {"main_returns", do_main_returns}, {"killed", do_killed},   {"unstoppable", do_unstoppable},
    {"delete_first", do_delete_first}, {"mapping", do_mapping},
};

int pair_run(const char *name)
{
    for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(scenarios[i].name, name) == 0) {
            return scenarios[i].function();
        }
    }
    return -1;
}
