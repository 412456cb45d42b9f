/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A root task with several threads, or with a child that has: the same program. The first argument names the
 * scenario. The test checks what it prints; what is not as it should be ends it with a status of its own.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "threads.h"

#define ROUNDS 200
#define MANY 100

static volatile bool is_done;

/* ---- What the other thread does. */

static void count(void)
{
    for (;;) {
        thread_counter++;
    }
}

static void count_down(void)
{
    thread_counter = 0;
    thread_send(back, 7);
    thread_stay();
}

static void write_nowhere(void)
{
    *(volatile abi_word *)SHARED_VADDR = 1;
    thread_stay();
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
        for (abi_word before = thread_counter; thread_counter == before;) {
            (void)thread_enter(ABI_SYS_YIELD, 0, 0);
        }
        abi_word error = invoke(ABI_ROOT_TCB, ABI_TCB_SUSPEND), before = thread_counter;
        (void)thread_enter(ABI_SYS_YIELD, 0, 0);
        if (error != ABI_NO_ERROR || thread_counter != before) {
            _exit(93);
        }
        (void)invoke(ABI_ROOT_TCB, ABI_TCB_RESUME);
    }
    is_done = true;
    thread_stay();
}

static void call_and_count(void)
{
    for (;;) {
        (void)thread_enter(ABI_SYS_YIELD, 0, 0);
        thread_counter++;
    }
}

/* ---- Threads. */

static void start(abi_word tcb, void (*function)(void))
{
    raw_check("start", thread_start_at(tcb, (abi_word)function, (abi_word)&thread_stack[STACK_BYTES]));
}

/* Makes the other thread of the root task, and starts it. */
static void begin(struct raw_child *thread, void (*function)(void))
{
    thread_make_endpoints();
    thread_configure(thread, ABI_ROOT_VSPACE);
    start(thread->tcb, function);
}

/* ---- Scenarios with two threads of the root task. */

static int do_turns(void)
{
    struct raw_child other;
    begin(&other, thread_add_one);
    for (abi_word i = 0; i < 5; i++) {
        thread_send(there, 10 * i);
        abi_word answer = thread_wait(back);
        printf("%lu %lu\n", answer, thread_counter);
    }
    return 0;
}

static int do_suspend(void)
{
    struct raw_child other;
    begin(&other, count);
    thread_wait_until_it_counts(&thread_counter);
    raw_check("suspend", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_SUSPEND));
    thread_check_that_it_stands(&thread_counter);
    printf("stands\n");
    raw_check("resume", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_RESUME));
    thread_wait_until_it_counts(&thread_counter);
    printf("counts\n");
    return 0;
}

static int do_suspend_often(void)
{
    struct raw_child other;
    begin(&other, call_and_count);
    for (int i = 0; i < ROUNDS; i++) {
        thread_wait_until_it_counts(&thread_counter);
        raw_check("suspend", RAW_INVOKE_PLAIN(other.tcb, ABI_TCB_SUSPEND));
        abi_word before = thread_counter;
        raw_yield();
        if (thread_counter != before) {
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
        thread_counter++;
    }
    printf("done\n");
    return 0;
}

static int do_delete(void)
{
    struct raw_child other;
    begin(&other, count);
    thread_wait_until_it_counts(&thread_counter);
    raw_delete(other.tcb);
    thread_check_that_it_stands(&thread_counter);
    begin(&other, thread_add_one); /* on the same stack */
    thread_send(there, 1);
    printf("%lu\n", thread_wait(back));
    raw_delete(other.tcb);
    return 0;
}

static int do_registers(void)
{
    struct raw_child other;
    begin(&other, count);
    thread_wait_until_it_counts(&thread_counter);
    start(other.tcb, count_down); /* leaves its loop */
    abi_word answer = thread_wait(back);
    printf("%lu %lu\n", answer, thread_counter);
    start(other.tcb, thread_add_one); /* leaves its system call */
    thread_send(there, 1);
    printf("%lu\n", thread_wait(back));
    return 0;
}

static int do_fault(void)
{
    struct raw_child other;
    begin(&other, write_nowhere);
    thread_print_fault(&other);
    start(other.tcb, thread_add_one);
    thread_send(there, 1);
    printf("%lu\n", thread_wait(back));
    return 0;
}

static int do_exit(void)
{
    struct raw_child other;
    begin(&other, leave);
    thread_print_fault(&other);
    printf("goes on\n");
    return 0;
}

static int do_many(void)
{
    static _Alignas(16) char stacks[MANY][STACK_BYTES];
    abi_word tcbs[MANY], error = ABI_NO_ERROR;
    size_t made;

    thread_make_endpoints();
    for (int round = 0; round < 2; round++) {
        for (made = 0; made < MANY && error == ABI_NO_ERROR; made++) {
            struct raw_child thread;
            thread_configure(&thread, ABI_ROOT_VSPACE);
            tcbs[made] = thread.tcb;
            error = thread_start_at(thread.tcb, (abi_word)thread_stay, (abi_word)&stacks[made][STACK_BYTES]);
        }
        printf("%zu, then error %lu\n", made - 1, error);
        while (made > 0) {
            raw_delete(tcbs[--made]);
        }
        error = ABI_NO_ERROR;
    }
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
};

int main(int argc, char *argv[])
{
    if (argc == 4) { /* raw_start_child() started it */
        there = strtoul(argv[2], NULL, 10);
        back = there + 1;
        first = there + 2;
        return pair_run_child(argv[1]);
    }
    for (size_t i = 0; argc == 2 && i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            return scenarios[i].function();
        }
    }
    return argc == 2 ? pair_run(argv[1]) : 99;
}
