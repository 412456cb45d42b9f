/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The process machine: the kernel in this process, each program another, each hosted thread a thread of that.
 *
 * How it works. One loop (loop.c) sends the answers of ready threads, then waits for a packet, the end of a
 * child, input, the timer, or a signal. It reads a packet only from a thread in user mode, which then enters
 * the kernel. A process that breaks the protocol is ended, and its thread faults; nothing that a process does
 * blocks the loop, but for a while when one of its threads must stop (interrupt.h), or touches another
 * process.
 *
 * Isolation is what Linux promises between processes of one user: a program cannot disturb others by what it
 * sends or by mistakes in its own memory. It is not a prison for a program that attacks its neighbours
 * through Linux itself.
 */
#pragma once

#include "machine/process/state.h"

/*
 * Makes a machine with its kernel and the root task's thread, ready to run. Returns 0, or prints the reason
 * and returns an exit status. Copies the options, but not their strings.
 */
int machine_init(struct machine *machine, const struct machine_options *options);

/* Ends all processes and frees everything. */
void machine_clean_up(struct machine *machine);

/* Nanoseconds since it was made. */
uint64_t machine_now(const struct machine *machine);

/* Runs until the machine is stopped. */
void machine_run(struct machine *machine);

/* Draws who holds what, if the options say where to; at the end, or before. If that fails, prints the reason
 * and stops the machine. */
void machine_draw(struct machine *machine, bool at_end);
