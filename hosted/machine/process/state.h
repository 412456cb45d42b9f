/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The process machine's state, shared by all of its parts.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "kernel/kernel.h"
#include "machine/board.h"
#include "machine/devices/ports.h"
#include "machine/graph/graph.h"
#include "machine/process/console.h"
#include "machine/process/frame_file.h"

struct process;
struct thread;
struct address_space;
LIST_HEAD(process_list, process);
LIST_HEAD(space_list, address_space);

struct machine_options {
    unsigned ram_bits;   /* log2 of the bytes of RAM */
    bool lenient;        /* mappings need no paging structures */
    unsigned cnode_bits; /* log2 of the slots of the root task's CNode */
    bool trace;
    const char *graph;      /* where pictures of who holds what go, or NULL; see graph.h */
    bool audit;             /* check at the end that nothing was lost; see audit.h */
    const char *program;    /* the root task's executable */
    char *const *arguments; /* its argv, NULL-ended */
};

struct machine {
    struct machine_options options;
    struct kernel *kernel;
    struct board board;

    char *directory; /* where executables are found: the root task's */
    struct thread *root;
    struct process_list processes;
    bool threads_gone; /* of TCBs that have died: freed once nothing uses them */
    struct frame_list frames;
    struct space_list spaces;

    struct graph graph;
    struct ports ports;
    struct console console;
    uint64_t started;      /* by Linux's monotonic clock, in nanoseconds */
    bool com1_interrupted; /* to be reported to the kernel after the current entry */

    bool stopped;
    int status; /* the exit status, once stopped */
};

/* Exit statuses of our own failures, like those of env(1) and others. */
#define STATUS_FAILED 125
#define STATUS_NOT_EXECUTABLE 126
#define STATUS_NOT_FOUND 127
#define STATUS_SIGNAL 128 /* plus the signal's number */

/* Ends the loop; the first call's status counts. */
static inline void machine_stop(struct machine *machine, int status)
{
    if (machine->stopped) {
        return;
    }
    machine->stopped = true;
    machine->status = status;
}
