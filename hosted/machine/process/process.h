/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hosted threads as Linux processes.
 *
 * A process is made when its thread gets an image, runs from thread_start() on, and ends by itself, by a
 * signal, because it breaks the protocol, or with its TCB. Its structure lives as long as the TCB, and is
 * freed when the loop holds no pointer to it.
 */
#pragma once

#include <stdbool.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "kernel/kernel.h"
#include "machine/process/image.h"
#include "machine/trace/trace.h"

struct machine;
struct address_space;

struct process {
    LIST_ENTRY(process) link;
    struct machine *machine;
    struct kernel_thread *thread; /* NULL: the TCB is gone */
    struct image image;
    struct address_space *space; /* NULL: none, or it has died */
    pid_t pid;                   /* 0: not running */
    int socket;                  /* -1: not running */
    bool ended;                  /* it has run, and never will again */
    bool awaits_start;           /* running, and still waits for its first answer */
    bool in_kernel;              /* waits for an answer */
    bool answer_due;             /* the answer is ready, but not sent yet */
    bool lacks_resources;        /* Linux lacks something to send the answer; we retry after a while */
    struct trace_call call;
};

/* Makes a process for a thread that has none. NULL: no memory. */
struct process *process_new(struct machine *machine, struct kernel_thread *thread);

/* Runs the process's image. Returns 0 or an errno: EALREADY if it, or the process of its VSpace, has already
 * run, or if it has no image or VSpace; otherwise the reason why Linux refused. */
int process_run(struct process *process);

/* Ends it if it runs, and tells the kernel. Must not be called from within the kernel. */
void process_end(struct process *process);

/* Ends it soon; the loop will learn of its end. May be called from within the kernel. */
void process_kill(const struct process *process);

/* Collects children that have ended, and tells the kernel of those that ran a thread. */
void process_reap(struct machine *machine);

/* Frees those whose TCB is gone. */
void process_free_gone(struct machine *machine);

/* Ends and frees all, without telling the kernel. */
void process_clean_up(struct machine *machine);

/* The kernel's calls. */
abi_word process_thread_set_image(void *machine, struct kernel_thread *thread, const char *bytes,
                                  size_t count);
abi_word process_thread_start(void *machine, struct kernel_thread *thread);
bool process_thread_pause(void *machine, struct kernel_thread *thread, bool paused);
void process_thread_abandon(void *machine, struct kernel_thread *thread);
void process_thread_destroy(void *machine, struct kernel_thread *thread);
/* Also ends the process that runs in it. */
void process_vspace_destroy(void *machine, struct kernel_vspace *vspace);
