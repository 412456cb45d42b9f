/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processes that programs make on their own: none survives, and none hides its program's end.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "outcome.h"
#include "runner.h"

static struct runner runner;

static void hostile_fork_leaves_nothing_behind(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child_and_bystander", "orphan");
    runner_assert(&runner, 0, ORPHAN_RESULT "bystander: 42\n");
}

static void hostile_traced_by_its_child_is_ended(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child_and_bystander", "traced");
    runner_assert(&runner, 0, TRACED_RESULT "bystander: 42\n");
}

static void sel4host_signals_end_it_and_all_processes(void **state)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        runner_stop(&runner, "wait", numbers[i]);
        assert_string_equal(runner.error_text, "");
    }
}

static void sel4host_killed_takes_its_processes_along(void **state)
{
    (void)state;
    runner_stop(&runner, "wait", SIGKILL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_fork_leaves_nothing_behind),
        cmocka_unit_test(hostile_traced_by_its_child_is_ended),
        cmocka_unit_test(sel4host_signals_end_it_and_all_processes),
        cmocka_unit_test(sel4host_killed_takes_its_processes_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
