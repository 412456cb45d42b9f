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
    const char *input; /* what is left of it; NULL: nothing */
    bool input_has_ended;
    uint64_t now;          /* nanoseconds since its start */
    bool com1_interrupted; /* to be reported to the kernel after the current entry */
    bool has_dead;         /* the list holds threads whose TCB is dead */
    bool has_killed;       /* the list holds threads that must be ended */
    bool is_stopped;
};

/* Makes steps until the run ends. */
void steps_run(struct fiber_machine *machine);

/* The schedule's choice of a number below count. */
unsigned steps_choose(struct fiber_machine *machine, unsigned count);

/* Ends the run; the first call counts. */
void steps_stop(struct fiber_machine *machine, enum fiber_end end, int status);
