/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The process machine: the kernel in this process, each hosted thread a Linux process.
 *
 * How it works. One loop (loop.c) sends the answers of threads that are ready, then waits for a packet, the
 * end of a child, input, or a signal. A packet is read only from a thread that is in user mode and enters the
 * kernel with it. Whatever a process does that is not as the protocol says ends that process and is a fault
 * of its thread; nothing it does blocks the loop or touches another process.
 *
 * What is promised about isolation is what Linux promises between processes of one user: a program cannot
 * disturb others by what it sends or by mistakes in its own memory. It is no prison for a program that
 * attacks its neighbours through Linux itself.
 */
#pragma once

#include "machine/process/state.h"

/*
 * Makes a machine with its kernel and the root task's thread, ready to run. Returns 0, or an exit status
 * after having said why. The options are copied, the strings are not.
 */
int machine_init(struct machine *machine, const struct machine_options *options);

/* Ends all processes and gives back all there is. */
void machine_clean_up(struct machine *machine);

/* Runs until the machine is stopped. */
void machine_run(struct machine *machine);
