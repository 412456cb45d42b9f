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
#ifndef HOSTED_MACHINE_PROCESS_MACHINE_H
#define HOSTED_MACHINE_PROCESS_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include "kernel/kernel.h"
#include "machine/board.h"
#include "machine/devices/ports.h"
#include "machine/process/console.h"
#include "machine/process/frame_file.h"

struct process;
struct address_space;
LIST_HEAD(process_list, process);
LIST_HEAD(space_list, address_space);

struct machine_options {
    unsigned ram_bits;   /* log2 of the bytes of RAM */
    unsigned cnode_bits; /* log2 of the slots of the root task's CNode */
    bool trace;
    bool audit;             /* check at the end that nothing is lost; see audit.h */
    const char *program;    /* the root task's executable */
    char *const *arguments; /* its argv, NULL-ended */
};

struct machine {
    struct machine_options options;
    struct kernel *kernel;
    struct board board;

    char *directory; /* where executables are found: the root task's */
    struct process *root;
    struct process_list processes;
    struct process_list gone; /* of TCBs that have died; freed where nobody uses them any more */
    struct frame_list frames;
    struct space_list spaces;

    struct ports ports;
    struct console console;
    bool com1_interrupted; /* to be told to the kernel once it is left */

    bool stopped;
    int status; /* the exit status, once stopped */
};

/*
 * Makes a machine with its kernel and the root task's thread, ready to run. Returns 0, or an exit status
 * after having said why. The options are copied, the strings are not.
 */
int machine_init(struct machine *machine, const struct machine_options *options);

/* Ends all processes and gives back all there is. */
void machine_clean_up(struct machine *machine);

/* Ends the loop; the first call's status counts. */
void machine_stop(struct machine *machine, int status);

/* Runs until the machine is stopped. */
void machine_run(struct machine *machine);

/* Exit statuses of our own failures, as env(1) and its like have them. */
#define STATUS_FAILED 125
#define STATUS_NOT_EXECUTABLE 126
#define STATUS_NOT_FOUND 127
#define STATUS_SIGNAL 128 /* plus the signal's number */

#endif
