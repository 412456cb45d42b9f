/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parts of the C library that programs share with the machine and with each other.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"

#define SEEDS 20

static void run_on_seeds(const char *arguments, const char *output)
{
    struct runs runs;

    fixture_init(&runs);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        runs.options.requests_at_once = seed % 2 != 0;
        fixture_run(&runs, ROOT, arguments, seed);
        fixture_assert(&runs, FIBER_EXITED, 0, output);
    }
    fixture_clean_up(&runs);
}

static void variables_are_each_threads_own_and_new_in_each_run(void **state)
{
    (void)state;
    run_on_seeds("variables", "1 1 1\n2 2 2\n3 3 4\n");
}

static void errno_is_each_threads_own(void **state)
{
    (void)state;
    errno = ENOENT;
    run_on_seeds("errno", "exited 0\nexited 0\n");
}

static void errno_of_the_machines_caller_stays(void **state)
{
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    errno = ENOENT;
    fixture_run(&runs, ROOT, "errno", 0);
    assert_int_equal(errno, ENOENT);
    fixture_clean_up(&runs);
}

static void environment_is_empty(void **state)
{
    (void)state;
    run_on_seeds("environment", "");
}

static void output_of_a_thread_is_not_flushed_by_another(void **state)
{
    (void)state;
    run_on_seeds("halves", "one line\nhalf a line\n");
}

static void lines_of_threads_are_not_torn(void **state)
{
    struct runs runs;
    char line[32];

    (void)state;
    fixture_init(&runs);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        fixture_run(&runs, ROOT, "print", seed);
        for (int child = 0; child < 3; child++) {
            for (int i = 0; i < 5; i++) {
                snprintf(line, sizeof(line), "<%d:%d>\n", child, i);
                assert_int_equal(fixture_count(&runs, line), 1);
            }
        }
        assert_int_equal(strlen(runs.output), 3 * 5 * strlen(line));
    }
    fixture_clean_up(&runs);
}

/* Sanitizers look for leaks at the end. */
static void heap_is_given_back_however_a_program_ends(void **state)
{
    (void)state;
    run_on_seeds("heap", "exited 97\n");
}

static void heap_refuses_what_it_cannot_count(void **state)
{
    (void)state;
    run_on_seeds("heap_limits", "");
}

static void stdout_of_the_machines_caller_stays(void **state)
{
    FILE *former = stdout;
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    fixture_run(&runs, ROOT, "end abort 0", 0);
    assert_ptr_equal(stdout, former);
    fixture_clean_up(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variables_are_each_threads_own_and_new_in_each_run),
        cmocka_unit_test(errno_is_each_threads_own),
        cmocka_unit_test(errno_of_the_machines_caller_stays),
        cmocka_unit_test(environment_is_empty),
        cmocka_unit_test(output_of_a_thread_is_not_flushed_by_another),
        cmocka_unit_test(lines_of_threads_are_not_torn),
        cmocka_unit_test(heap_is_given_back_however_a_program_ends),
        cmocka_unit_test(heap_refuses_what_it_cannot_count),
        cmocka_unit_test(stdout_of_the_machines_caller_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
