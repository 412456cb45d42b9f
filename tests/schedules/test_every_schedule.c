/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Small scenarios on every schedule that there is: two clients and their server, up to four requests and,
 * where the row says so, one death at any time. With the argument "four" those that take longest: four
 * requests and a death.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "runs.h"

struct row {
    const char *arguments; /* of the root task, see parent.c */
    unsigned deaths;
};

static struct row rows[] = {
    {"u u", 1},   {"i i", 1},   {"i ir", 1}, {"iq o", 1},     {"ui x", 1},     {"m p", 1},
    {"ur ur", 0}, {"ir ir", 0}, {"x x", 1},  {"open u u", 1}, {"open i i", 1},
};

static struct row rows_of_four[] = {{"ur ur", 1}, {"ur io", 1}};

static void every_schedule_of_a_scenario_ends_well(void **state)
{
    const struct row *row = *state;
    static struct schedule_tree tree;
    struct runs runs;
    unsigned long died = 0;

    runs_init(&runs);
    runs.options.requests_at_once = true;
    runs.options.deaths = row->deaths;
    schedule_tree_init(&tree);
    do {
        if (runs_scenario(&runs, row->arguments, &tree.schedule) != 0) {
            runs_fail(&runs, row->arguments);
        }
        died += runs.result.deaths;
    } while (schedule_tree_next(&tree));
    assert_false(tree.is_too_deep);
    assert_false(tree.is_different);
    assert_true(runs.count > 1 && (died > 0) == (row->deaths > 0));
    print_message("%s: %lu schedules, %lu of them with a death\n", row->arguments, runs.count, died);
    runs_clean_up(&runs);
}

int main(int argc, char *argv[])
{
    bool four = argc == 2 && strcmp(argv[1], "four") == 0;
    struct row *chosen = four ? rows_of_four : rows;
    size_t count = four ? sizeof(rows_of_four) / sizeof(rows_of_four[0]) : sizeof(rows) / sizeof(rows[0]);
    struct CMUnitTest tests[sizeof(rows) / sizeof(rows[0])];

    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = chosen[i].arguments,
            .test_func = every_schedule_of_a_scenario_ends_well,
            .initial_state = &chosen[i],
        };
    }
    return _cmocka_run_group_tests("every schedule", tests, count, NULL, NULL);
}
