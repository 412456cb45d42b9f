/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A root task with several threads, or with a child that has: the same program. The first argument names the
 * scenario. The test checks what it prints; what is not as it should be ends it with a status of its own.
 */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "threads.h"

#define SHARED_VADDR 0x44000000UL /* a child's */
#define OWN_VADDR 0x4c000000UL    /* the same frame in the root task */
#define STACK_BYTES 16384
#define RIGHTS_READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)
#define ROUNDS 200
#define MANY 100

static _Alignas(16) char stack[STACK_BYTES];
static volatile abi_word counter;
static volatile bool is_done;
static abi_word there, back; /* endpoints: to the other thread, and from it */
static abi_word first;       /* to the first thread of a child */

/* ---- What the other thread does. */

static _Noreturn void stay(void)
{
    for (;;) {
        (void)wait(there);
    }
}

static void add_one(void)
{
    for (;;) {
        counter = wait(there) + 1;
        send(back, counter);
    }
}

static void count(void)
{
    for (;;) {
        counter++;
    }
}

static void count_down(void)
{
    counter = 0;
    send(back, 7);
    stay();
}

static void write_nowhere(void)
{
    *(volatile abi_word *)SHARED_VADDR = 1;
    stay();
}

static void leave(void)
{
    printf("leaves\n");
    exit(3);
}

static abi_word invoke(abi_word capability, abi_word label)
{
    struct abi_message message = {
        .what = ABI_SYS_CALL, .capability = capability, .info = ABI_INFO(label, 0, 0, 0)};

    hosted_enter(&message);
    return ABI_INFO_LABEL(message.info);
}

/* The machine serves this thread before the first, whose system call is then often there already. */
static void suspend_the_first_often(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        for (abi_word before = counter; counter == before;) {
            (void)enter(ABI_SYS_YIELD, 0, 0);
        }
        abi_word error = invoke(ABI_ROOT_TCB, ABI_TCB_SUSPEND), before = counter;
        (void)enter(ABI_SYS_YIELD, 0, 0);
        if (error != ABI_NO_ERROR || counter != before) {
            _exit(93);
        }
        (void)invoke(ABI_ROOT_TCB, ABI_TCB_RESUME);
    }
    is_done = true;
    stay();
}

static void call_and_count(void)
{
    for (;;) {
        (void)enter(ABI_SYS_YIELD, 0, 0);
        counter++;
    }
}

/* ---- Threads. */

static void configure(struct raw_child *thread, abi_word vspace)
{
    thread->tcb = raw_new_object(ABI_OBJECT_TCB, 0);
    thread->vspace = vspace;
    thread->fault_endpoint = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    raw_configure(thread->tcb, vspace, thread->fault_endpoint);
    raw_make_reply(thread);
}

static abi_word start_at(abi_word tcb, abi_word function, abi_word stack_top)
{
    abi_word mr[2 + ABI_CONTEXT_WORDS] = {1, ABI_CONTEXT_WORDS};

    mr[2 + ABI_CONTEXT_IP] = function;
    mr[2 + ABI_CONTEXT_SP] = stack_top - CALL_BYTES;
    return raw_call(tcb, ABI_TCB_WRITE_REGISTERS, 2 + ABI_CONTEXT_WORDS, mr, RAW_NO_CAPS);
}

static void start(abi_word tcb, void (*function)(void))
{
    raw_check("start", start_at(tcb, (abi_word)function, (abi_word)&stack[STACK_BYTES]));
}

/* In slots one after the other. */
static void make_endpoints(void)
{
    there = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    back = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    first = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
}

/* Makes the other thread of the root task, and starts it. */
static void begin(struct raw_child *thread, void (*function)(void))
{
    make_endpoints();
    configure(thread, ABI_ROOT_VSPACE);
    start(thread->tcb, function);
}

static void wait_until_it_counts(const volatile abi_word *place)
{
    for (abi_word before = *place; *place == before;) {
        raw_yield();
    }
}

/* It has had every chance to count. */
static void check_that_it_stands(const volatile abi_word *place)
{
    abi_word before = *place;

    for (int i = 0; i < ROUNDS; i++) {
        raw_yield();
    }
    if (*place != before) {
        exit(91);
    }
}

/* ---- Scenarios with two threads of the root task. */

static int do_turns(void)
{
    struct raw_child other;
    begin(&other, add_one);
    for (abi_word i = 0; i < 5; i++) {
        send(there, 10 * i);
        abi_word answer = wait(back);
        printf("%lu %lu\n", answer, counter);
    }
    return 0;
}

static int do_suspend(void)
{
    struct raw_child other;
    begin(&other, count);
    wait_until_it_counts(&counter);
    raw_check("suspend", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_SUSPEND));
    check_that_it_stands(&counter);
    printf("stands\n");
    raw_check("resume", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_RESUME));
    wait_until_it_counts(&counter);
    printf("counts\n");
    return 0;
}

static int do_suspend_often(void)
{
    struct raw_child other;
    begin(&other, call_and_count);
    for (int i = 0; i < ROUNDS; i++) {
        wait_until_it_counts(&counter);
        raw_check("suspend", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_SUSPEND));
        abi_word before = counter;
        raw_yield();
        if (counter != before) {
            return 92;
        }
        raw_check("resume", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_RESUME));
    }
    printf("done\n");
    return 0;
}

static int do_suspended_often(void)
{
    struct raw_child other;
    begin(&other, suspend_the_first_often);
    while (!is_done) {
        raw_yield();
        counter++;
    }
    printf("done\n");
    return 0;
}

static int do_delete(void)
{
    struct raw_child other;
    begin(&other, count);
    wait_until_it_counts(&counter);
    raw_delete(other.tcb);
    check_that_it_stands(&counter);
    begin(&other, add_one); /* on the same stack */
    send(there, 1);
    printf("%lu\n", wait(back));
    raw_delete(other.tcb);
    return 0;
}

static int do_registers(void)
{
    struct raw_child other;
    begin(&other, count);
    wait_until_it_counts(&counter);
    start(other.tcb, count_down); /* leaves its loop */
    abi_word answer = wait(back);
    printf("%lu %lu\n", answer, counter);
    start(other.tcb, add_one); /* leaves its system call */
    send(there, 1);
    printf("%lu\n", wait(back));
    return 0;
}

static int do_fault(void)
{
    struct raw_child other;
    begin(&other, write_nowhere);
    print_fault(&other);
    start(other.tcb, add_one);
    send(there, 1);
    printf("%lu\n", wait(back));
    return 0;
}

static int do_exit(void)
{
    struct raw_child other;
    begin(&other, leave);
    print_fault(&other);
    printf("goes on\n");
    return 0;
}

static int do_many(void)
{
    static _Alignas(16) char stacks[MANY][STACK_BYTES];
    abi_word tcbs[MANY], error = ABI_NO_ERROR;
    size_t made;

    make_endpoints();
    for (int round = 0; round < 2; round++) {
        for (made = 0; made < MANY && error == ABI_NO_ERROR; made++) {
            struct raw_child thread;
            configure(&thread, ABI_ROOT_VSPACE);
            tcbs[made] = thread.tcb;
            error = start_at(thread.tcb, (abi_word)stay, (abi_word)&stacks[made][STACK_BYTES]);
        }
        printf("%zu, then error %lu\n", made - 1, error);
        while (made > 0) {
            raw_delete(tcbs[--made]);
        }
        error = ABI_NO_ERROR;
    }
    return 0;
}

/* ---- Scenarios with two threads of a child; the child's second argument is `there`, and the endpoint after
 * that `back`.
 */

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
    stay();
}

static void child_read(void)
{
    for (;;) {
        (void)wait(there);
        send(back, *(volatile abi_word *)SHARED_VADDR);
    }
}

static const struct {
    const char *name;
    void (*function)(void);
} functions[] = {
    {"add_one", add_one}, {"count", child_count}, {"count_unstoppably", child_count_unstoppably},
    {"kill", child_kill}, {"read", child_read},
};

/* The child's first thread tells where its second begins; then it does as told: exits, or reads what is
 * shared. */
static int run_child(const char *name)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        if (strcmp(functions[i].name, name) == 0) {
            send(back, (abi_word)functions[i].function);
        }
    }
    send(back, (abi_word)&stack[STACK_BYTES]);
    while (wait(first) != 0) {
        send(back, *(volatile abi_word *)SHARED_VADDR);
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
    make_endpoints();
    raw_new_child(&pair->first);
    if (shares) {
        map_shared(pair->first.vspace);
    }
    raw_start_child(&pair->first, name, there);
    abi_word function = wait(back), stack_top = wait(back);
    configure(&pair->second, pair->first.vspace);
    raw_check("start", start_at(pair->second.tcb, function, stack_top));
}

static int do_main_returns(void)
{
    struct pair pair;
    begin_pair(&pair, "add_one", false);
    send(first, 0);
    print_fault(&pair.first);
    send(there, 1);
    printf("%lu\n", wait(back));
    return 0;
}

static int do_killed(void)
{
    struct pair pair;
    begin_pair(&pair, "kill", false);
    print_fault(&pair.second);
    print_fault(&pair.first);
    return 0;
}

static int do_unstoppable(void)
{
    const volatile abi_word *place = (volatile abi_word *)OWN_VADDR;
    struct pair pair;

    begin_pair(&pair, "count_unstoppably", true);
    wait_until_it_counts(place);
    raw_check("suspend", RAW_INVOKE_PLAIN(pair.second.tcb, ABI_TCB_SUSPEND));
    check_that_it_stands(place);
    printf("stands\n");
    raw_check("resume", RAW_INVOKE_PLAIN(pair.second.tcb, ABI_TCB_RESUME));
    wait_until_it_counts(place);
    printf("counts\n");
    raw_delete(pair.second.tcb);
    check_that_it_stands(place);
    print_fault(&pair.first);
    return 0;
}

static int do_delete_first(void)
{
    const volatile abi_word *place = (volatile abi_word *)OWN_VADDR;
    struct pair pair;

    begin_pair(&pair, "count", true);
    wait_until_it_counts(place);
    raw_delete(pair.first.tcb);
    wait_until_it_counts(place);
    raw_delete(pair.second.tcb);
    check_that_it_stands(place);
    printf("stands\n");
    return 0;
}

static int do_mapping(void)
{
    struct pair pair;

    begin_pair(&pair, "read", false);
    map_shared(pair.first.vspace);
    *(volatile abi_word *)OWN_VADDR = 5;
    send(first, 1);
    send(there, 1);
    printf("%lu", wait(back));
    printf(" %lu\n", wait(back));
    return 0;
}

static const struct {
    const char *name;
    int (*function)(void);
} scenarios[] = {
    {"turns", do_turns},
    {"suspend", do_suspend},
    {"suspend_often", do_suspend_often},
    {"suspended_often", do_suspended_often},
    {"delete", do_delete},
    {"registers", do_registers},
    {"fault", do_fault},
    {"exit", do_exit},
    {"many", do_many},
    {"main_returns", do_main_returns},
    {"killed", do_killed},
    {"unstoppable", do_unstoppable},
    {"delete_first", do_delete_first},
    {"mapping", do_mapping},
};

int main(int argc, char *argv[])
{
    if (argc == 4) { /* raw_start_child() started it */
        there = strtoul(argv[2], NULL, 10);
        back = there + 1;
        first = there + 2;
        return run_child(argv[1]);
    }
    for (size_t i = 0; argc == 2 && i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            return scenarios[i].function();
        }
    }
    return 99;
}
