/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The end-to-end tests and the examples, the same programs as with processes, on schedules from seeds. Each
 * row gives its number of seeds, in hundredths of the argument; the second argument is the first seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "runs.h"
#include "scenarios.h"

#define ROOT_CNODE_BITS 12

struct row {
    const char *program;
    const char *arguments;
    const char *input;
    const char *says; /* what it must print; NULL: nothing */
    unsigned percent;
};

static struct row rows[] = {
    {"end-to-end-parent", "objects", NULL, NULL, 100},
    {"end-to-end-parent", "large-frame", NULL, NULL, 100},
    {"end-to-end-parent", "bad-bytes", NULL, NULL, 100},
    {"end-to-end-parent", "bad-requests", NULL, NULL, 100},
    {"end-to-end-parent", "no-room", NULL, NULL, 100},
    {"end-to-end-parent", "devices", NULL, NULL, 100},
    {"end-to-end-parent", "exit", NULL, NULL, 100},
    {"end-to-end-parent", "kill", NULL, NULL, 100},
    {"end-to-end-parent", "ended-while-asking", NULL, NULL, 100},
    {"end-to-end-parent", "answer-to-nobody", NULL, NULL, 100},
    {"end-to-end-parent", "no-reader", NULL, NULL, 100},
    {"end-to-end-parent", "suspended", NULL, NULL, 100},
    {"end-to-end-parent", "signals", NULL, NULL, 100},
    {"end-to-end-parent", "liar", NULL, NULL, 100},
    {"end-to-end-leases", "deaths", NULL, NULL, 20},
    {"end-to-end-leases", "crashes", NULL, NULL, 100},
    {"end-to-end-leases", "hostile", NULL, NULL, 1},
    {"demo-parent", "", "hello\nsel4\n", "HELLO\necho    | SEL4\n", 100},
    {"demo-parent", "", "", "the input has ended", 100},
    {"two-children-parent", "", NULL, "all went as it should", 100},
    {"three-levels-parent", "", NULL, "all went as it should", 100},
    {"deadline-parent", "", NULL, "all went as it should", 100},
    {"impatient-parent", "", NULL, "all went as it should", 20},
    {"end-to-end-timer", "waits", NULL, NULL, 10},
    {"end-to-end-timer", "replaced", NULL, NULL, 100},
    {"end-to-end-timer", "deadlines", NULL, NULL, 10},
    {"end-to-end-levels", "", NULL, NULL, 1},
    {"older-parent", "", NULL, "granted: 1\n", 100},
    {"readme-parent", "", NULL, "the child is done\n", 100},
    {"schedule-parent", "uifor mrpdq ur uio", NULL, NULL, 100},
    {"schedule-parent", "x ux ~uu ir", NULL, NULL, 100},
    {"schedule-parent", "open u i o", NULL, NULL, 100},
    {"schedule-parent", "vwvw vw v ui", NULL, NULL, 100},
    {"schedule-parent", "parks urordu vwu orx uor", NULL, NULL, 100},
    {"schedule-parent", "pool uifor mrpdq ur fr", NULL, NULL, 100},
    {"schedule-parent", "pool parks urordu vwu xfr uor", NULL, NULL, 100} OTHER_PROGRAMS,
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

static struct row fault_rows[] = {
    {"end-to-end-parent", "crash", NULL, NULL, 100},
    {"end-to-end-parent", "stale-mapping", NULL, NULL, 100},
};
#define FAULT_ROWS (sizeof(fault_rows) / sizeof(fault_rows[0]))

static unsigned long first_seed, hundred_percent;

static void a_program_ends_well_whatever_the_seed(void **state)
{
    const struct row *row = *state;
    unsigned long seeds = (hundred_percent * row->percent + 99) / 100;
    unsigned long choices = 0;
    char what[128];
    struct runs runs;

    runs_init(&runs);
    runs.options.root_cnode_bits = ROOT_CNODE_BITS;
    runs.options.input = row->input;
    for (unsigned long seed = first_seed; seed < first_seed + seeds; seed++) {
        struct schedule_seeded seeded;
        schedule_seed(&seeded, seed);
        bool done = runs_program(&runs, row->program, row->arguments, &seeded.schedule);
        runs.output[runs.output_bytes < RUNS_OUTPUT_BYTES ? runs.output_bytes : RUNS_OUTPUT_BYTES - 1] = '\0';
        if (!done || (row->says != NULL && strstr(runs.output, row->says) == NULL)) {
            snprintf(what, sizeof(what), "%s %s, seed %lu", row->program, row->arguments, seed);
            runs_fail(&runs, what);
        }
        choices += runs.result.choices;
    }
    print_message("%s %s: seeds %lu to %lu, %lu choices\n", row->program, row->arguments, first_seed,
                  first_seed + seeds - 1, choices);
    assert_true(choices > 0);
    runs_clean_up(&runs);
}

int main(int argc, char *argv[])
{
    struct CMUnitTest tests[ROWS];

    bool faults = argc > 3 && strcmp(argv[3], "faults") == 0;
    struct row *chosen = faults ? fault_rows : rows;
    size_t count = faults ? FAULT_ROWS : ROWS;

    hundred_percent = argc > 1 ? strtoul(argv[1], NULL, 10) : 100;
    first_seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = chosen[i].arguments[0] != '\0' ? chosen[i].arguments : chosen[i].program,
            .test_func = a_program_ends_well_whatever_the_seed,
            .initial_state = &chosen[i],
        };
    }
    return _cmocka_run_group_tests("seeds", tests, count, NULL, NULL);
}
