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

/* Changes to messages on their way, for tests. `context` is that of the options; `program` is the name of the
 * thread's program. */
struct fiber_hooks {
    /* Before a request is executed; may change it. True: do not execute it, the message holds its answer
     * instead. */
    bool (*request)(void *context, struct kernel_thread *thread, const char *program,
                    struct abi_message *message);
    /* Before a thread receives an answer; may change it. */
    void (*answer)(void *context, struct kernel_thread *thread, const char *program,
                   struct abi_message *message);
};

struct fiber_options {
    const struct fiber_program *programs; /* where images are found, by name */
    size_t program_count;
    const char *root;       /* the root task's program */
    char *const *arguments; /* its argv, NULL-ended */
    struct schedule *schedule;
    unsigned ram_bits;        /* log2 of the bytes of RAM, 20 to FIBER_MAX_RAM_BITS */
    unsigned root_cnode_bits; /* log2 of the slots of the root task's CSpace, 8 to 20 */
    bool lenient;             /* mappings need no paging structures */
    bool requests_at_once;    /* executes a thread's request in the step that makes it: fewer schedules */
    bool any_order;  /* priorities and Yield do not matter: finds races that need other priorities or more
                        processors */
    unsigned deaths; /* how many processes are killed, never the root task's; the schedule chooses when */
    unsigned long max_steps; /* the run stops after so many; 0: never */
    const char *input;       /* what COM1 receives before its end of input; NULL: nothing */
    bool checks_each_step;   /* calls kernel_check() after each */
    void *context;           /* for the functions below */
    void (*put)(void *context, const char *bytes,
                size_t count); /* output of COM1 and of programs; NULL: dropped */
    void (*trace)(void *context, const char *bytes, size_t count); /* lines of the trace; NULL: none */
    void (*waits)(void *context,
                  const char *text); /* in a deadlock, what each thread waits in; NULL: not told */
    void (*snapshot)(void *context, struct kernel *kernel,
                     bool at_end);   /* a program asks for a picture, or the run has ended; NULL: not told */
    const struct fiber_hooks *hooks; /* NULL: none */
};

#define FIBER_ENTRY_NS 1000u /* the time that a kernel entry takes */
#define FIBER_MAX_RAM_BITS (ABI_WORD_BITS == 64 ? 26u : 23u)

enum fiber_end {
    FIBER_EXITED,      /* the root task's program exited with `status` */
    FIBER_KILLED,      /* or was killed by the signal `status`; SIGKILL if its TCB was destroyed */
    FIBER_ROOT_FAULT,  /* the root task faulted, and nothing handles that */
    FIBER_DEADLOCK,    /* no thread can continue */
    FIBER_TOO_LONG,    /* max_steps */
    FIBER_INCONSISTENT /* the kernel's state is wrong: see `wrong` */
};

struct fiber_result {
    enum fiber_end end;
    int status;
    unsigned long steps;   /* including those without a choice */
    unsigned long entries; /* requests executed */
    unsigned long choices; /* choices that the schedule made */
    unsigned deaths;
    const char *wrong; /* what kernel_check() found at the end, or after a step; NULL: nothing */
};

#ifdef __cplusplus
}
#endif
