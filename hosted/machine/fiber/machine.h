/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fiber machine: the kernel and all hosted threads in this process, each thread a fiber. Programs and one
 * schedule's choices determine everything: there is no clock, no process, no socket. Time passes with kernel
 * entries, FIBER_ENTRY_NS each; if nobody can go on, it jumps to the timer's next interrupt.
 *
 * How it works. A run is a sequence of steps. Each step chooses one of the things that can happen: a thread
 * with an answer runs until it enters the kernel again; a thread's request is executed; COM1 receives a byte;
 * the timer interrupts, once its time has come; a process dies, if the run has deaths. Between two kernel
 * entries a program runs alone.
 *
 * The programs are in the executable, see program.h, and what is mapped for one of them is in the process's
 * address space while it runs. Programs are not isolated: one that writes to memory that is not its own hits
 * the machine.
 */
#pragma once

#include "machine/fiber/run.h"

#ifdef __cplusplus
extern "C" {
#endif

struct fiber_machine;

/* Returns NULL if there is no memory, or if Linux's pages are not of 4 KiB, which it reports on standard
 * error. A machine may run any number of times, but only one runs at a time. As long as one exists, it
 * receives the signals of processor exceptions first, and passes them on to the handlers before it if none of
 * its own programs is at fault. Setting that up for each run would take longer than a short run does. */
struct fiber_machine *fiber_machine_new(void);
void fiber_machine_destroy(struct fiber_machine *machine);

/* Boots a kernel, and runs the root task until the run ends in one of the ways above. Then frees everything
 * that the run held. Returns -1, with *result unset, if the run could not begin: no such program, arguments
 * of more than 1024 bytes, a size out of range, no memory. */
int fiber_machine_run(struct fiber_machine *machine, const struct fiber_options *options,
                      struct fiber_result *result) __attribute__((warn_unused_result));

/* The kernel of the run in progress, for hooks. */
struct kernel *fiber_machine_kernel(struct fiber_machine *machine);

/* "exited with 0", "deadlock", ... for messages; written to `text` if it contains a number. */
const char *fiber_result_text(const struct fiber_result *result, char *text, size_t size);

#ifdef __cplusplus
}
#endif
