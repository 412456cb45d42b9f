/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A thread that changes its own registers: it goes on at another place, with another stack, and with no
 * signal blocked; and a handler reads its registers.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "processor/context.h"
#include "user/runtime/registers_load.h"

#define STACK_WORDS 8192
#define STACK_TOP ((abi_word)(uintptr_t)&stack[STACK_WORDS])

static _Alignas(16) abi_word stack[STACK_WORDS];
static sigjmp_buf back;
static abi_word seen_sp;
static sigset_t seen_mask;
static abi_word saved[ABI_CONTEXT_WORDS];

static void handle(int number)
{
    (void)number;
}

static void finish(int number, siginfo_t *info, void *ucontext)
{
    (void)number, (void)info;
    if (!registers_finish_load(ucontext)) {
        context_save(saved, ucontext);
    }
}

static void take_signal(void)
{
    struct sigaction action = {.sa_sigaction = finish, .sa_flags = SA_SIGINFO};

    sigemptyset(&action.sa_mask);
    sigaction(REGISTERS_SIGNAL, &action, NULL);
}

static void arrive(void)
{
    seen_sp = (abi_word)(uintptr_t)__builtin_frame_address(0);
    sigprocmask(SIG_BLOCK, NULL, &seen_mask);
    siglongjmp(back, 1);
}

static void registers_load_goes_on_elsewhere(void **state)
{
    abi_word words[ABI_CONTEXT_WORDS] = {0};
    sigset_t set;
    (void)state;

    take_signal();
    signal(SIGUSR1, handle);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, REGISTERS_SIGNAL);
    sigprocmask(SIG_BLOCK, &set, NULL);
    words[ABI_CONTEXT_IP] = (abi_word)(uintptr_t)arrive;
    words[ABI_CONTEXT_SP] = STACK_TOP - CALL_BYTES;
    context_start(words);
    if (sigsetjmp(back, 1) == 0) {
        registers_load(words);
    }
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    assert_true(seen_sp <= STACK_TOP && seen_sp > STACK_TOP - 256);
    assert_false(sigismember(&seen_mask, SIGUSR1));
    assert_false(sigismember(&seen_mask, REGISTERS_SIGNAL));
}

static void context_save_tells_where_the_thread_is(void **state)
{
    abi_word here = (abi_word)(uintptr_t)__builtin_frame_address(0);
    (void)state;

    take_signal();
    raise(REGISTERS_SIGNAL);
    assert_true(saved[ABI_CONTEXT_SP] <= here && saved[ABI_CONTEXT_SP] > here - 4096);
    assert_int_not_equal(saved[ABI_CONTEXT_IP], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registers_load_goes_on_elsewhere),
        cmocka_unit_test(context_save_tells_where_the_thread_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
