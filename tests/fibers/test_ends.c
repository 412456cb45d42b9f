/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How runs end, and what a program's end causes, as on the process machine. Each row is a scenario of a root
 * task, how it ends and what it prints, on several seeds.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"

#define SEEDS 20

static struct row {
    const char *name;
    const char *root;
    const char *arguments;
    enum fiber_end end;
    int status;
    const char *output;
} rows[] = {
    {"root_return_from_main_is_its_status", ROOT, "end return 42", FIBER_EXITED, 42, "printed "},
    {"root_exit_is_its_status", ROOT, "end exit 43", FIBER_EXITED, 43, "printed "},
    {"root_exit_status_is_a_byte", ROOT, "end exit 300", FIBER_EXITED, 44, "printed "},
    {"root_exit_at_once_prints_no_more", ROOT, "end _exit 45", FIBER_EXITED, 45, ""},
    {"root_abort_prints_no_more", ROOT, "end abort 0", FIBER_KILLED, SIGABRT, ""},
    {"root_kill_of_itself_ends_it", ROOT, "end kill 9", FIBER_KILLED, SIGKILL, ""},
    {"root_raise_ends_it", ROOT, "end raise 15", FIBER_KILLED, SIGTERM, ""},
    {"root_raise_of_exception_signal_ends_it", ROOT, "end raise 8", FIBER_KILLED, SIGFPE, ""},
    {"root_signal_that_is_ignored_does_nothing", ROOT, "end kill 17", FIBER_EXITED, 0, "printed "},
    {"root_signal_0_does_nothing", ROOT, "end kill 0", FIBER_EXITED, 0, "printed "},
    {"root_signal_out_of_range_is_refused", ROOT, "end kill 100", FIBER_EXITED, 255, "printed "},

    {"child_exit_is_told", ROOT, "child exit", FIBER_EXITED, 0, "exited 7\n"},
    {"child_exit_at_once_is_told", ROOT, "child exit_at_once", FIBER_EXITED, 0, "exited 44\n"},
    {"child_kill_is_told", ROOT, "child kill", FIBER_EXITED, 0, "signal 9\n"},
    {"child_kill_by_number_is_told", ROOT, "child kill_by_number 15", FIBER_EXITED, 0, "signal 15\n"},
    {"child_sent_signal_is_no_exception", ROOT, "child sent_signal", FIBER_EXITED, 0, "signal 8\n"},
    {"child_abort_is_told", ROOT, "child abort", FIBER_EXITED, 0, "signal 6\n"},
    {"child_assertion_that_fails_is_told", ROOT, "child assert 1", FIBER_EXITED, 0, "signal 6\n"},
    {"child_return_from_main_is_told", ROOT, "child no_such_scenario", FIBER_EXITED, 0, "exited 98\n"},
    {"child_unknown_call_is_told", ROOT, "child unknown", FIBER_EXITED, 0, "unknown call\n"},

    {"root_fault_by_a_thread_that_destroys_itself", ROOT, "fault_in_a_suicide", FIBER_ROOT_FAULT, SIGSEGV,
     ""},
    {"deadlock_ends_the_run", ROOT, "deadlock", FIBER_DEADLOCK, 0, ""},
    {"too_many_steps_end_the_run", ROOT, "yield", FIBER_TOO_LONG, 0, ""},

    {"machine_exit", MACHINE_ROOT, "exit 42", FIBER_EXITED, 42, ""},
    {"machine_abort", MACHINE_ROOT, "abort", FIBER_KILLED, SIGABRT, ""},
    {"machine_root_deletes_its_tcb", MACHINE_ROOT, "delete_self", FIBER_KILLED, SIGKILL, ""},
    {"machine_root_fault", MACHINE_ROOT, "no_capability", FIBER_ROOT_FAULT, SIGSEGV, ""},
    {"machine_root_unknown_call", MACHINE_ROOT, "unknown_call", FIBER_ROOT_FAULT, SIGSEGV, ""},
    {"machine_output_is_printed_whole", MACHINE_ROOT, "print", FIBER_EXITED, 0,
     "one line\nanother, in two pieces\nno newline at the end"},
    {"machine_arguments", MACHINE_ROOT, "arguments --ram a b", FIBER_EXITED, 0, "<--ram><a><b>"},
    {"machine_images", MACHINE_ROOT, "images", FIBER_EXITED, 0, "1\n1\n1\n1\n1\n6\n0\n"},
    {"machine_second_thread_in_vspace_is_refused", MACHINE_ROOT, "second_thread", FIBER_EXITED, 0, "3\n"},
    {"machine_many_children", MACHINE_ROOT, "many_children 4", FIBER_EXITED, 0,
     "exception 0x1001 code 9\nexception 0x1000 code 7\nexception 0x1001 code 9\nexception 0x1000 code 7\n"},
    {"machine_cleared", MACHINE_ROOT, "cleared", FIBER_EXITED, 0, "0\n0\n"},
    {"machine_many_mappings", MACHINE_ROOT, "many_mappings 100", FIBER_EXITED, 0,
     "exception 0x3 code 100\nexception 0x1000 code 0\n"},
    {"machine_map_failure", MACHINE_ROOT, "map_failure", FIBER_EXITED, 0, "0 8 0 still here\n"},
    {"machine_delete_vspace_of_waiting_child", MACHINE_ROOT, "delete_vspace echo", FIBER_EXITED, 0,
     "exception 0x1001 code 9\n"},
    {"machine_delete_vspace_of_running_child", MACHINE_ROOT, "delete_vspace yield", FIBER_EXITED, 0,
     "exception 0x1001 code 9\n"},
    {"machine_delete_own_vspace", MACHINE_ROOT, "delete_own_vspace", FIBER_KILLED, SIGKILL, ""},
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

static void ends_as_its_row_says(void **state)
{
    const struct row *row = *state;
    struct runs runs;

    fixture_init(&runs);
    runs.options.max_steps = 20000;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        runs.options.requests_at_once = seed % 2 != 0;
        fixture_run(&runs, row->root, row->arguments, seed);
        fixture_assert(&runs, row->end, row->status, row->output);
    }
    fixture_clean_up(&runs);
}

int main(void)
{
    struct CMUnitTest tests[ROWS];

    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = ends_as_its_row_says,
            .initial_state = &rows[i],
        };
    }
    return _cmocka_run_group_tests("ends", tests, ROWS, NULL, NULL);
}
