/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Small scenarios on every possible schedule: two clients and their server, up to four requests and, if the
 * row says so, one death at any time. The argument "four" selects the longest: four requests and a death.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "runs.h"
#include "scenarios.h"

struct row {
    const char *arguments; /* of the root task; see parent.c */
    unsigned deaths;
};

struct set {
    const char *name;
    struct row *rows;
    size_t count;
};

#define SET(name, array)                                                                                     \
    {                                                                                                        \
        name, array, sizeof(array) / sizeof(array[0])                                                        \
    }
#define MAX_ROWS 24

static struct row few[] = {{"u u", 0},      {"i i", 0},  {"x x", 1},        {"u s", 0},
                           {"open u u", 0}, {"vw x", 0}, {"parks ur u", 0}, {"pool fr u", 0}};
static struct row most[] = {
    {"u u", 1},        {"i i", 1},       {"i ir", 1},
    {"iq o", 1},       {"ui x", 1},      {"m p", 1},
    {"ur ur", 0},      {"ir ir", 0},     {"x x", 1},
    {"open u u", 1},   {"open i i", 1},  {"u ss", 1},
    {"v u", 0},        {"vw x", 1},      {"parks ur u", 1},
    {"parks or o", 1}, {"pool ur f", 1}, {"pool parks ur u", 0} OTHER_SCENARIOS,
};
static struct row four[] = {{"ur ur", 1}, {"ur io", 1}};
static const struct set sets[] = {SET("most", most), SET("few", few), SET("four", four)};

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

static const struct set *find_set(const char *name)
{
    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
        if (strcmp(sets[i].name, name) == 0) {
            return &sets[i];
        }
    }
    return &sets[0];
}

int main(int argc, char *argv[])
{
    const struct set *set = find_set(argc > 1 ? argv[1] : "most");
    struct CMUnitTest tests[MAX_ROWS];

    for (size_t i = 0; i < set->count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = set->rows[i].arguments,
            .test_func = every_schedule_of_a_scenario_ends_well,
            .initial_state = &set->rows[i],
        };
    }
    return _cmocka_run_group_tests("every schedule", tests, set->count, NULL, NULL);
}
