/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The same seed gives the same run: trace and output are identical, on a machine that ran something else
 * before and on a second machine.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"

#define SEEDS 10

static struct row {
    const char *root;
    const char *arguments;
    unsigned deaths;
    const char *input;
} rows[] = {
    {ROOT, "variables", 0, NULL},     {ROOT, "print", 0, NULL},
    {ROOT, "three", 2, NULL},         {ROOT, "own_frames", 1, NULL},
    {ROOT, "delete_itself", 0, NULL}, {ROOT, "delete_others 20", 0, "abc"},
    {ROOT, "heap", 0, NULL},          {MACHINE_ROOT, "many_children 10", 1, NULL},
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

static void run(struct runs *runs, const struct row *row, uint64_t seed)
{
    runs->options.deaths = row->deaths;
    runs->options.input = row->input;
    fixture_run(runs, row->root, row->arguments, seed);
}

static void assert_same(const struct runs *runs, const struct row *row, uint64_t seed, const char *trace,
                        const char *output)
{
    if (strcmp(fixture_trace(), trace) != 0 || strcmp(runs->output, output) != 0) {
        fail_msg("%s, seed %lu: once\n%s%s\nthen\n%s%s", row->arguments, (unsigned long)seed, trace, output,
                 fixture_trace(), runs->output);
    }
}

/* Whatever ran before. */
static void a_seed_gives_the_same_trace_and_output_again(void **state)
{
    const struct row *row = *state;
    struct runs first, second;

    fixture_init(&first);
    fixture_init(&second);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        run(&first, row, seed);
        char *trace = strdup(fixture_trace()), *output = strdup(first.output);
        assert_true(strlen(trace) > 100);

        run(&first, &rows[seed % ROWS], seed + 1);
        run(&first, row, seed);
        assert_same(&first, row, seed, trace, output);
        run(&second, row, seed);
        assert_same(&second, row, seed, trace, output);
        free(trace);
        free(output);
    }
    fixture_clean_up(&second);
    fixture_clean_up(&first);
}

static void different_seeds_give_different_traces(void **state)
{
    unsigned different = 0;
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        run(&runs, &rows[1], seed);
        char *trace = strdup(fixture_trace());
        run(&runs, &rows[1], seed + 1);
        different += strcmp(trace, fixture_trace()) != 0;
        free(trace);
    }
    assert_true(different > SEEDS / 2);
    fixture_clean_up(&runs);
}

int main(void)
{
    struct CMUnitTest tests[ROWS + 1] = {cmocka_unit_test(different_seeds_give_different_traces)};

    for (size_t i = 0; i < ROWS; i++) {
        tests[1 + i] = (struct CMUnitTest){
            .name = rows[i].arguments,
            .test_func = a_seed_gives_the_same_trace_and_output_again,
            .initial_state = &rows[i],
        };
    }
    return _cmocka_run_group_tests("same seed", tests, ROWS + 1, NULL, NULL);
}
