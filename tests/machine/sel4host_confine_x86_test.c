/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What confinement forbids programs on x86, where one program can make the system calls of several
 * architectures.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "outcome.h"
#include "programs/x86/processor.h"
#include "runner.h"

static struct runner runner;

static void confine_refuses_old_ways_to_make_processes(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child", "make_process");
    runner_assert(&runner, 0, EXITED(0));
}

static void confine_ends_who_uses_x32_numbers(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child", "x32_call");
    runner_assert(&runner, 0, SIGNALLED(31));
}

static _Noreturn void call_as_ia32(void)
{
    signal(SIGSEGV, SIG_DFL); /* cmocka handles it */
    _exit(getpid_as_ia32() == getpid() ? 0 : 1);
}

/*
 * Tells whether Linux accepts 32-bit calls here, by trying one in an unconfined process. If it does not, it
 * has closed their gate, and a call is an exception.
 */
static bool has_ia32_calls(void)
{
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        call_as_ia32();
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return true;
    }
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSEGV) {
        fail_msg("a 32-bit call is neither taken nor an exception: status %#x", (unsigned)status);
    }
    return false;
}

/* General protection; the code names gate 0x80 of the interrupt table. */
#define GATE_CLOSED "exception 0xd code 1026\n"

/* 32-bit builds make their calls this way. */
static void confine_ends_who_calls_as_another_architecture(void **state)
{
    (void)state;
    const char *refused = has_ia32_calls() ? SIGNALLED(31) : GATE_CLOSED;
    RUNNER_RUN(&runner, "", "child", "ia32_call");
    runner_assert(&runner, 0, sizeof(long) == 8 ? refused : EXITED(1));
}

/* Not by sel4host's doing, but that of its filter. */
static void confine_makes_a_system_call_that_no_linux_has_a_fault(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "unknown_system_call", "sel4_call");
    runner_assert(&runner, 0, "unknown system call\n-5\n" EXITED(42));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confine_refuses_old_ways_to_make_processes),
        cmocka_unit_test(confine_ends_who_uses_x32_numbers),
        cmocka_unit_test(confine_ends_who_calls_as_another_architecture),
        cmocka_unit_test(confine_makes_a_system_call_that_no_linux_has_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
