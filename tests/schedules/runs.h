/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs of programs on the fiber machine, for tests: their output is kept, and shown only if a run fails.
 *
 * In a scenario (scenario.h), only the part between the root task's two yields matters: there the schedule
 * chooses, and hooks work. What comes before and after always goes the same way. Other programs matter as a
 * whole.
 */
#pragma once

#include "machine/fiber/machine.h"

#define RUNS_OUTPUT_BYTES 4096
#define RUNS_MAX_ARGUMENTS 12

struct runs {
    struct schedule schedule; /* of scenarios: asks `inner` in the part that they are about */
    struct schedule *inner;
    struct fiber_machine *machine;
    struct fiber_options options; /* for all runs; what a test wants otherwise it sets before a run */
    struct fiber_hooks hooks;     /* likewise; called in the part that a run is about */
    struct fiber_hooks own_hooks;
    void *context; /* of `hooks` */
    struct fiber_result result;
    bool is_whole;   /* the run is about all of itself, and no scenario */
    unsigned yields; /* of the root task, in the run in progress */
    unsigned long count;
    char output[RUNS_OUTPUT_BYTES];
    size_t output_bytes;
};

/* Fails the test where there is no memory. */
void runs_init(struct runs *runs);
void runs_clean_up(struct runs *runs);

/* Runs a program as the root task; its arguments are separated by blanks. Returns whether it exited with 0
 * and left the kernel consistent. */
bool runs_program(struct runs *runs, const char *program, const char *arguments, struct schedule *schedule);

/* Runs a scenario: the arguments of the root task in parent.c. Returns how that exited, enum scenario_status;
 * SCENARIO_FAILED for any other end too. */
int runs_scenario(struct runs *runs, const char *arguments, struct schedule *schedule);

/* Fails the test: says what was run, how that ended, and what it printed. */
_Noreturn void runs_fail(const struct runs *runs, const char *what);
