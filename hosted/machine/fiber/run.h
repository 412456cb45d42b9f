/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A run of the fiber machine: its options, and its result.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kernel/abi.h"
#include "kernel/kernel.h"
#include "machine/fiber/program.h"
#include "machine/fiber/schedule.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What may be done to messages on their way, for tests. `context` is that of the options; `program` names the
 * thread's. */
struct fiber_hooks {
    /* Before a request is executed; it may be altered. True: it is not executed, and the message holds its
     * answer instead. */
    bool (*request)(void *context, struct kernel_thread *thread, const char *program,
                    struct abi_message *message);
    /* Before a thread is given an answer; it may be altered. */
    void (*answer)(void *context, struct kernel_thread *thread, const char *program,
                   struct abi_message *message);
};

struct fiber_options {
    const struct fiber_program *programs; /* what images are found among, by name */
    size_t program_count;
    const char *root;       /* the root task's program */
    char *const *arguments; /* its argv, NULL-ended */
    struct schedule *schedule;
    unsigned ram_bits;        /* log2 of the bytes of RAM, 20 to FIBER_MAX_RAM_BITS */
    unsigned root_cnode_bits; /* log2 of the slots of the root task's CSpace, 8 to 20 */
    bool requests_at_once; /* a thread's request is executed in the step in which it is made: fewer schedules
                            */
    unsigned deaths;       /* how many processes, but never the root task's, are killed: it is chosen when */
    unsigned long max_steps; /* the run is given up after so many; 0: never */
    const char *input;       /* what COM1 receives before its end of input; NULL: nothing */
    bool checks_each_step;   /* kernel_check() after each */
    void *context;           /* for the functions below */
    void (*put)(void *context, const char *bytes,
                size_t count); /* output of COM1 and of programs; NULL: dropped */
    void (*trace)(void *context, const char *bytes, size_t count); /* lines of the trace; NULL: none */
    const struct fiber_hooks *hooks;                               /* NULL: none */
};

#define FIBER_MAX_RAM_BITS (ABI_WORD_BITS == 64 ? 26u : 23u)

enum fiber_end {
    FIBER_EXITED,      /* the root task's program ended by itself, with `status` */
    FIBER_KILLED,      /* or by a signal, `status`; or its TCB was destroyed, SIGKILL */
    FIBER_ROOT_FAULT,  /* the root task faulted, and nobody handles that */
    FIBER_DEADLOCK,    /* nobody can go on */
    FIBER_TOO_LONG,    /* max_steps */
    FIBER_INCONSISTENT /* the kernel's state is wrong: see `wrong` */
};

struct fiber_result {
    enum fiber_end end;
    int status;
    unsigned long steps;   /* including those where there was no choice */
    unsigned long entries; /* requests that were executed */
    unsigned long choices; /* the schedule was asked */
    unsigned deaths;
    const char *wrong; /* what kernel_check() said at the end, or after a step; NULL: nothing */
};

#ifdef __cplusplus
}
#endif
