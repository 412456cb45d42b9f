/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hosted threads: a TCB with the Linux thread that runs it, and the socket between that and us.
 *
 * The structure of a thread lives as long as its TCB, and is freed when the loop holds no pointer to it.
 */
#pragma once

#include <stdbool.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "kernel/kernel.h"
#include "machine/trace/trace.h"

struct machine;
struct process;

struct thread {
    LIST_ENTRY(thread) link; /* of its process */
    struct process *process;
    struct kernel_thread *kernel; /* NULL: the TCB is gone */
    int socket;                   /* -1: not running */
    int peer;                     /* its own end of that, until it is announced (join.h); then -1 */
    pid_t tid;                    /* its Linux thread; 0: not introduced */
    bool awaits_start;            /* running, and still waits for its first answer */
    bool in_kernel;               /* waits for an answer */
    bool in_handler;              /* ... in a signal handler */
    bool answer_due;              /* the answer is ready, but not sent yet */
    bool has_request;     /* it was stopped when about to enter the kernel; the request is in its message */
    bool is_frozen;       /* it did not obey (interrupt.h): its whole process is stopped */
    bool lacks_resources; /* Linux lacks something to send the answer; we retry after a while */
    struct trace_call call;
};
LIST_HEAD(thread_list, thread);

/* Makes a thread of the process for a TCB that has none. NULL: no memory. */
struct thread *thread_new(struct process *process, struct kernel_thread *kernel);

/* Makes it with a process of its own. */
struct thread *thread_new_first(struct machine *machine, struct kernel_thread *kernel);

/* Its program's name, for traces; its TCB's address tells it from others of the same process. */
const char *thread_name(const struct thread *thread);

/* Its socket is gone, and it never runs again. */
void thread_release(struct thread *thread);

/* Its message is a request that it made: remembers where it waits for the answer. */
void thread_note_request(struct thread *thread);

/* Its TCB is gone, or knows it no longer; to be freed. */
void thread_detach(struct machine *machine, struct thread *thread);

/* Frees those whose TCB is gone. */
void thread_free_gone(struct machine *machine);

/* The kernel's calls. */
abi_word machine_thread_set_image(void *machine, struct kernel_thread *kernel, const char *bytes,
                                  size_t count);
abi_word machine_thread_start(void *machine, struct kernel_thread *kernel);
enum kernel_paused machine_thread_pause(void *machine, struct kernel_thread *kernel, bool paused);
void machine_thread_abandon(void *machine, struct kernel_thread *kernel);
void machine_thread_destroy(void *machine, struct kernel_thread *kernel);
