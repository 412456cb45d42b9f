/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A machine in a run, and the steps of the run.
 */
#pragma once

#include "machine/board.h"
#include "machine/devices/ports.h"
#include "machine/fiber/memory.h"
#include "machine/fiber/run.h"
#include "machine/fiber/thread.h"

struct fiber_machine {
    /* What outlives runs. */
    struct board board;
    struct memory memory;

    /* Of the run in progress. */
    const struct fiber_options *options;
    struct fiber_result *result;
    struct kernel *kernel;
    struct thread_list threads;
    struct thread *root;
    struct ports ports;
    const char *input; /* what of it is left; NULL: nothing */
    bool input_has_ended;
    bool com1_interrupted; /* to be told to the kernel once it is left */
    bool has_dead;         /* threads whose TCB is dead are in the list */
    bool has_killed;       /* threads that are to be ended are in the list */
    bool is_stopped;
};

/* Steps until the run ends. */
void steps_run(struct fiber_machine *machine);

/* Ends the run; the first call counts. */
void steps_stop(struct fiber_machine *machine, enum fiber_end end, int status);
