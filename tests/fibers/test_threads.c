/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads: stopped, resumed and destroyed whatever they are doing, and killed if the run allows deaths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "machine/fiber/steps.h"

#define SEEDS 40
#define MANY "300"

static void run_on_seeds(const char *arguments, const char *output)
{
    struct runs runs;

    fixture_init(&runs);
    runs.options.checks_each_step = true;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        runs.options.requests_at_once = seed % 2 != 0;
        fixture_run(&runs, ROOT, arguments, seed);
        fixture_assert(&runs, FIBER_EXITED, 0, output);
    }
    fixture_clean_up(&runs);
}

static void suspended_thread_does_not_run_until_it_is_resumed(void **state)
{
    (void)state;
    run_on_seeds("suspend", "");
}

static void thread_that_deletes_itself_is_gone(void **state)
{
    (void)state;
    run_on_seeds("delete_itself", "exited 4\nexited 7\n");
}

static void thread_that_exits_ends_alone(void **state)
{
    (void)state;
    run_on_seeds("sibling_exits", "exited 3\n42 42\n");
}

static void threads_in_any_state_can_be_deleted(void **state)
{
    struct runs runs;
    char arguments[32];

    (void)state;
    fixture_init(&runs);
    runs.options.checks_each_step = true;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        runs.options.requests_at_once = seed % 2 != 0;
        snprintf(arguments, sizeof(arguments), "delete_others %u", seed);
        fixture_run(&runs, ROOT, arguments, seed);
        if (runs.result.end != FIBER_EXITED || runs.result.status != 0) {
            runs_fail(&runs, arguments);
        }
    }
    fixture_clean_up(&runs);
}

static unsigned most_threads;

static bool count_threads(void *context, struct kernel_thread *kernel, const char *program,
                          struct abi_message *message)
{
    const struct runs *runs = context;
    const struct thread *thread;
    unsigned count = 0;

    (void)kernel;
    (void)program;
    (void)message;
    LIST_FOREACH(thread, &runs->machine->threads, link)
    {
        count++;
    }
    most_threads = count > most_threads ? count : most_threads;
    return false;
}

static void threads_that_are_dead_take_nothing(void **state)
{
    const struct fiber_hooks hooks = {.request = count_threads};
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    runs.options.hooks = &hooks;
    runs.options.trace = NULL;
    most_threads = 0;
    fixture_run(&runs, ROOT, "many " MANY, 0);
    fixture_assert(&runs, FIBER_EXITED, 0, "");
    assert_int_equal(most_threads, 2);
    fixture_clean_up(&runs);
}

/* With some seed each child dies; the root task never does. */
static void deaths_are_as_many_as_asked_and_of_anybody_but_the_root_task(void **state)
{
    unsigned died[3] = {0}, runs_without = 0;
    char line[32];
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    for (uint64_t seed = 0; seed < 10 * SEEDS; seed++) {
        runs.options.deaths = (unsigned)(seed % 3);
        fixture_run(&runs, ROOT, "three", seed);
        assert_int_equal(runs.result.end, FIBER_EXITED);
        assert_int_equal(runs.result.status, 0);
        assert_true(runs.result.deaths <= runs.options.deaths);
        assert_int_equal(fixture_count(&runs, "signal 9\n"), runs.result.deaths);
        runs_without += runs.options.deaths > 0 && runs.result.deaths == 0;
        for (unsigned i = 0; i < 3; i++) {
            snprintf(line, sizeof(line), "%u signal 9\n", i);
            died[i] += fixture_count(&runs, line);
        }
    }
    assert_true(died[0] > 0 && died[1] > 0 && died[2] > 0 && runs_without > 0);
    fixture_clean_up(&runs);
}

/* How many of the seeds end with the first child first. */
static unsigned races_of_the_first(const char *arguments, bool any_order)
{
    struct runs runs;
    unsigned count = 0;

    fixture_init(&runs);
    runs.options.any_order = any_order;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        fixture_run(&runs, ROOT, arguments, seed);
        assert_int_equal(runs.result.end, FIBER_EXITED);
        count += fixture_count(&runs, "the first\n");
    }
    fixture_clean_up(&runs);
    return count;
}

static void the_higher_priority_runs_first_whatever_the_seed(void **state)
{
    (void)state;
    assert_int_equal(races_of_the_first("race 20 10", false), SEEDS);
    assert_int_equal(races_of_the_first("race 10 20", false), 0);
}

static void the_seed_decides_among_equals(void **state)
{
    unsigned count = races_of_the_first("race 10 10", false);

    (void)state;
    assert_true(count > 0 && count < SEEDS);
}

static void priorities_do_not_matter_in_any_order(void **state)
{
    unsigned count = races_of_the_first("race 20 10", true);

    (void)state;
    assert_true(count > 0 && count < SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(suspended_thread_does_not_run_until_it_is_resumed),
        cmocka_unit_test(thread_that_deletes_itself_is_gone),
        cmocka_unit_test(thread_that_exits_ends_alone),
        cmocka_unit_test(threads_in_any_state_can_be_deleted),
        cmocka_unit_test(threads_that_are_dead_take_nothing),
        cmocka_unit_test(the_higher_priority_runs_first_whatever_the_seed),
        cmocka_unit_test(the_seed_decides_among_equals),
        cmocka_unit_test(priorities_do_not_matter_in_any_order),
        cmocka_unit_test(deaths_are_as_many_as_asked_and_of_anybody_but_the_root_task),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
