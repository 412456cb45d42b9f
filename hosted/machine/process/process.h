/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Linux processes that run hosted threads: each has an image and an address space.
 *
 * A process is made when its first thread gets an image, runs from thread_start() on, and ends by itself, by
 * a signal, because it breaks the protocol, or with its last thread. Its structure lives as long as its
 * threads have.
 */
#pragma once

#include <stdbool.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "machine/process/image.h"
#include "machine/process/thread.h"

struct machine;
struct address_space;

struct process {
    LIST_ENTRY(process) link;
    struct machine *machine;
    struct image image;
    struct address_space *space; /* NULL: none, or it has died */
    pid_t pid;                   /* 0: not running */
    bool ended;                  /* it has run, and never will again */
    int listener;                /* where its clone() calls ask us (confine.h); -1: nowhere */
    unsigned clones_due;         /* how many of them make a hosted thread */
    unsigned unannounced;        /* threads, see join.h */
    bool has_disobeyed;          /* one of its threads, see interrupt.h */
    unsigned frozen;             /* threads for which it is stopped, see interrupt.h */
    struct thread_list threads;
};

#define PROCESS_MAX_THREADS 64

/* Of those that run. */
unsigned process_count_threads(const struct process *process);
bool process_is_last_thread(const struct thread *thread);
/* Whether those that run have yet to be announced, and nobody is left to make them. */
bool process_has_nobody_begun(const struct process *process);

/* Makes a process that has no thread yet. NULL: no memory. */
struct process *process_new(struct machine *machine);

/* Frees one that does not run, and has no thread. */
void process_free(struct process *process);

/* Runs the process's image, its only thread first. Returns 0 or an errno: EALREADY if it, or the process of
 * its VSpace, has already run, or if it has no image or VSpace; otherwise the reason why Linux refused. */
int process_run(struct process *process, struct thread *thread);

/* Ends it if it runs, and tells the kernel. Must not be called from within the kernel. */
void process_end(struct process *process);

/* The same for one of its threads, which has ended, or did not come to begin. */
void process_end_thread(struct thread *thread, bool killed, int code);

/* Ends a running one, and tells nobody. */
void process_stop(struct process *process);

/* Ends it soon; the loop will learn of its end. May be called from within the kernel. */
void process_kill(const struct process *process);

/* Collects children that have ended, and tells the kernel of those that ran a thread. */
void process_reap(struct machine *machine);

/* Ends and frees all, without telling the kernel. */
void process_clean_up(struct machine *machine);

/* The kernel's call. Also ends the process that runs in it. */
void process_vspace_destroy(void *machine, struct kernel_vspace *vspace);
