/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames, mappings and processor exceptions.
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
    const char *output;
} rows[] = {
    {"frames_at_the_same_address_are_each_its_owners", ROOT, "own_frames", "exited 0\nexited 0\n10 11\n"},
    {"frame_that_dies_faults_for_who_uses_it", ROOT, "dead_frame", "message 3\nfault 0x44000000\n"},
    {"unmapping_faults_until_it_is_mapped_again", ROOT, "unmap", "message 0\nfault 0x44000000\nexited 9\n"},
    {"frame_is_empty_when_it_is_made_again", ROOT, "reuse", "0 0 0 0 \n"},
    {"threads_in_faults_at_the_same_time_go_on", ROOT, "two_faults",
     "fault 0x44000000\nfault 0x44000000\nexited 0\n5\nexited 0\n5\n"},
    {"fault_inside_the_c_library_goes_on", ROOT, "fill", "fault 0x44000000\nexited 0\n0x1010101\n"},

    {"machine_resolve_fault", MACHINE_ROOT, "resolve_fault",
     "VM fault at 0x44000000\nexception 0x1000 code 0\n"},
    {"machine_read_only", MACHINE_ROOT, "read_only", "VM fault at 0x44000000\nexception 0x1000 code 0\n"},
    {"machine_replace_mapping", MACHINE_ROOT, "replace_mapping",
     "VM fault at 0x44000000\nexception 0x1000 code 0\n0 5\n"},
    {"machine_illegal_instruction", MACHINE_ROOT, "child_and_bystander illegal",
     "exception " ILLEGAL_INSTRUCTION " code 0\nbystander: 42\n"},
    {"machine_breakpoint", MACHINE_ROOT, "child_and_bystander breakpoint",
     "exception " BREAKPOINT " code 0\nbystander: 42\n"},
    {"machine_call_of_nowhere", MACHINE_ROOT, "child_and_bystander astray",
     "VM fault at 0x44000000" IN_FETCHING "\nbystander: 42\n"},
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))
#define SINGLE 2 /* tests outside the table */

static void goes_as_its_row_says(void **state)
{
    const struct row *row = *state;
    struct runs runs;

    fixture_init(&runs);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        runs.options.requests_at_once = seed % 2 != 0;
        fixture_run(&runs, row->root, row->arguments, seed);
        fixture_assert(&runs, FIBER_EXITED, 0, row->output);
    }
    fixture_clean_up(&runs);
}

static void frame_that_a_run_left_is_empty_in_the_next(void **state)
{
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    for (int i = 0; i < 3; i++) {
        fixture_run(&runs, ROOT, "leave_frame", 0);
        fixture_assert(&runs, FIBER_EXITED, 0, "");
    }
    fixture_clean_up(&runs);
}

static void root_fault_ends_the_run(void **state)
{
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    fixture_run(&runs, MACHINE_ROOT, "crash", 0);
    fixture_assert(&runs, FIBER_ROOT_FAULT, SIGSEGV, "");
    fixture_run(&runs, ROOT, "own_fill", 0);
    fixture_assert(&runs, FIBER_ROOT_FAULT, SIGSEGV, "");
    fixture_clean_up(&runs);
}

int main(void)
{
    struct CMUnitTest tests[ROWS + SINGLE] = {
        cmocka_unit_test(frame_that_a_run_left_is_empty_in_the_next),
        cmocka_unit_test(root_fault_ends_the_run),
    };

    for (size_t i = 0; i < ROWS; i++) {
        tests[SINGLE + i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = goes_as_its_row_says,
            .initial_state = &rows[i],
        };
    }
    return _cmocka_run_group_tests("mappings", tests, ROWS + SINGLE, NULL, NULL);
}
