/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs programs on the fiber machine, for tests. Output is kept, and shown only if a run fails.
 *
 * In a scenario (scenario.h), only the part between the root task's two yields is under test: there the
 * schedule chooses and hooks work. The parts before and after always go the same way. Other programs are
 * under test as a whole.
 */
#pragma once

#include "machine/fiber/machine.h"

#define RUNS_OUTPUT_BYTES 4096
#define RUNS_MAX_ARGUMENTS 12

struct runs {
    struct schedule schedule; /* for scenarios: asks `inner` in the part under test */
    struct schedule *inner;
    struct fiber_machine *machine;
    struct fiber_options options; /* for all runs; a test may change them before a run */
    struct fiber_hooks hooks;     /* likewise; called in the part under test */
    struct fiber_hooks own_hooks;
    void *context; /* for `hooks` */
    struct fiber_result result;
    bool is_whole;   /* the whole run is under test; not a scenario */
    unsigned yields; /* by the root task, in the current run */
    unsigned long count;
    char output[RUNS_OUTPUT_BYTES];
    size_t output_bytes;
};

/* Fails the test if there is no memory. */
void runs_init(struct runs *runs);
void runs_clean_up(struct runs *runs);

/*
 * Runs a program as the root task; spaces separate its arguments. Returns whether it exited with 0 and left
 * the kernel consistent.
 */
bool runs_program(struct runs *runs, const char *program, const char *arguments, struct schedule *schedule);

/*
 * Runs a scenario, with the arguments of the root task in parent.c. Returns its exit status, enum
 * scenario_status; SCENARIO_FAILED for any other end.
 */
int runs_scenario(struct runs *runs, const char *arguments, struct schedule *schedule);

/* Fails the test, and prints what ran, how it ended, and its output. */
_Noreturn void runs_fail(const struct runs *runs, const char *what);
