/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The suite's root task.
 */
#include "root.h"

#include <stdio.h>
#include <stdlib.h>

#include "crashes.h"
#include "support/user_fixture.h"

/* Counts the tests that were not even compiled. */
static void count_not_built(void)
{
    for (const struct suite_left_out *test = suite_not_built; test->name != NULL; test++) {
        suite_report(SUITE_NOT_RUN, test->name);
    }
    suite_end_program("tests that cannot be built here");
}

/* Runs the tests that have clients in this program. */
static void run_own_programs(sel4rpc_platform_t *platform)
{
    if (suite_contain_crashes(platform) != 0 || fixture_init(platform) != 0) {
        suite_report(SUITE_FAILED, "the fixture");
        return;
    }
    suite_test_crashes();
    for (const struct suite_program *program = suite_programs; program->name != NULL; program++) {
        suite_run_program(program);
        suite_end_program(program->name);
    }
}

int main(void)
{
    static sel4rpc_parent_t parent;

    (void)setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* what was said before a crash counts */
    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    suite_run_images(&parent);
    run_own_programs(&parent.platform);
    suite_run_stories(&parent.platform);
    count_not_built();
    return suite_print_total() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
