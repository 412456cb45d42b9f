/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Programs with several threads: each stops, faults and ends alone; what ends the process ends all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "outcome.h"
#include "runner.h"

static const struct threads_case {
    const char *name, *scenario, *output;
} cases[] = {
    {"threads_of_a_program_compute_in_turn", "turns", "1 1\n11 11\n21 21\n31 31\n41 41\n"},
    {"thread_suspended_in_a_loop_stands_while_its_sibling_runs", "suspend", "stands\ncounts\n"},
    {"thread_is_suspended_whatever_it_is_doing", "suspend_often", "done\n"},
    {"thread_suspended_with_a_system_call_made_loses_none", "suspended_often", "done\n"},
    {"thread_deleted_in_a_loop_is_gone_while_its_sibling_runs", "delete", "2\n"},
    {"thread_goes_on_with_the_registers_written", "registers", "7 0\n2\n"},
    {"thread_faults_alone", "fault", "VM fault at 0x44000000\n2\n"},
    {"thread_exits_alone", "exit", "leaves\n" EXITED(3) "goes on\n"},
    {"threads_are_refused_beyond_the_limit_and_all_freed", "many", "63, then error 10\n63, then error 10\n"},
    {"thread_goes_on_after_main_has_returned", "main_returns", EXITED(5) "2\n"},
    {"threads_all_hear_of_their_process_killed", "killed", ENDED ENDED},
    {"thread_that_blocks_signals_is_stopped_all_the_same", "unstoppable", "stands\ncounts\n" ENDED},
    {"thread_goes_on_after_the_first_was_deleted", "delete_first", "stands\n"},
    {"mapping_by_another_process_is_there_for_all_threads", "mapping", "5 5\n"},
};
#define CASES (sizeof(cases) / sizeof(cases[0]))

static void run_case(void **state)
{
    const struct threads_case *test = *state;
    static struct runner runner;

    RUNNER_RUN(&runner, "", test->scenario);
    runner_assert(&runner, 0, test->output);
}

int main(void)
{
    struct CMUnitTest tests[CASES];

    for (size_t i = 0; i < CASES; i++) {
        tests[i] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = run_case, .initial_state = (void *)(uintptr_t)&cases[i]};
    }
    return _cmocka_run_group_tests("threads", tests, CASES, NULL, NULL);
}
