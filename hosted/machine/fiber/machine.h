/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fiber machine: the kernel and all hosted threads in this process, the threads as fibers. Everything
 * that happens follows from the programs and from one schedule's choices: there is no clock, no process, no
 * socket.
 *
 * How it works. A run is a sequence of steps. In each, one of those who can go on is chosen: a thread whose
 * answer is ready runs until it enters the kernel again; a request that a thread has made is executed; COM1
 * receives a byte; a process dies, where the run is to have deaths. Between two kernel entries a program runs
 * alone.
 *
 * The programs are in the executable, see program.h, and what is mapped for one of them is in the process's
 * address space as long as it runs. It is no isolation: a program that writes to memory that is not its own
 * hits the machine.
 */
#ifndef HOSTED_MACHINE_FIBER_MACHINE_H
#define HOSTED_MACHINE_FIBER_MACHINE_H

#include <stdbool.h>
#include <stddef.h>

#include "kernel/abi.h"
#include "kernel/kernel.h"
#include "machine/fiber/program.h"
#include "machine/fiber/schedule.h"

#ifdef __cplusplus
extern "C" {
#endif

struct fiber_machine;

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

/* NULL: no memory, or Linux's pages are not of 4 KiB, which is said on standard error. A machine may run any
 * number of times; one runs at a time. As long as there is one, the signals of processor exceptions come to
 * it first, and to who handled them before where no program of its own is at fault. To set that up for each
 * run would take longer than a short run does. */
struct fiber_machine *fiber_machine_new(void);
void fiber_machine_destroy(struct fiber_machine *machine);

/* Boots a kernel, and runs the root task until the run ends in one of the ways above. All that the run held
 * is given back then. Returns -1, with *result unset, where it could not be begun: no such program,
 * arguments of more than 1024 bytes, a size out of range, no memory. */
int fiber_machine_run(struct fiber_machine *machine, const struct fiber_options *options,
                      struct fiber_result *result) __attribute__((warn_unused_result));

/* The kernel of the run in progress, for hooks. */
struct kernel *fiber_machine_kernel(struct fiber_machine *machine);

/* "exited with 0", "deadlock", ... for messages; in `text` where a number is in it. */
const char *fiber_result_text(const struct fiber_result *result, char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
