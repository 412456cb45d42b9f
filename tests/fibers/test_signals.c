/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Signals for processor exceptions outside the machine's programs: the earlier handlers still get them.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <cmocka.h>

#include "fixture.h"

#define PAGE_BYTES 4096

static sigjmp_buf before;

static void handle(int number)
{
    siglongjmp(before, number);
}

static void take_signals(struct sigaction former[2])
{
    struct sigaction action = {.sa_handler = handle};

    sigaction(SIGSEGV, &action, &former[0]);
    sigaction(SIGFPE, &action, &former[1]);
}

static void give_signals_back(const struct sigaction former[2])
{
    sigaction(SIGSEGV, &former[0], NULL);
    sigaction(SIGFPE, &former[1], NULL);
}

static void fault_outside_of_programs_comes_to_who_handled_it_before(void **state)
{
    struct sigaction former[2];
    struct runs runs;
    volatile char *page = mmap(NULL, PAGE_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    (void)state;
    take_signals(former);
    fixture_init(&runs);
    fixture_run(&runs, ROOT, "end exit 0", 0);
    if (sigsetjmp(before, 1) == 0) {
        *page = 1;
        fail_msg("it did not fault");
    }
    fixture_clean_up(&runs);
    give_signals_back(former);
    munmap((void *)page, PAGE_BYTES);
}

static void signal_that_is_sent_comes_to_who_handled_it_before(void **state)
{
    struct sigaction former[2];
    struct runs runs;

    (void)state;
    take_signals(former);
    fixture_init(&runs);
    if (sigsetjmp(before, 1) == 0) {
        raise(SIGFPE);
        fail_msg("it did not arrive");
    }
    fixture_clean_up(&runs);
    give_signals_back(former);
}

/* Even if the first machine is destroyed first, and after a signal was passed on. */
static void handlers_are_as_before_when_no_machine_is_left(void **state)
{
    struct sigaction former[2], now;
    struct runs first, second;

    (void)state;
    take_signals(former);
    fixture_init(&first);
    fixture_init(&second);
    if (sigsetjmp(before, 1) == 0) {
        raise(SIGFPE);
    }
    fixture_clean_up(&first);
    fixture_run(&second, MACHINE_ROOT, "crash", 0);
    fixture_assert(&second, FIBER_ROOT_FAULT, SIGSEGV, "");
    fixture_clean_up(&second);
    sigaction(SIGSEGV, NULL, &now);
    assert_true(now.sa_handler == handle);
    sigaction(SIGFPE, NULL, &now);
    assert_true(now.sa_handler == handle);
    give_signals_back(former);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fault_outside_of_programs_comes_to_who_handled_it_before),
        cmocka_unit_test(signal_that_is_sent_comes_to_who_handled_it_before),
        cmocka_unit_test(handlers_are_as_before_when_no_machine_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
