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

#include "kernel/kernel.h"
#include "machine/trace/trace.h"

struct machine;
struct process;

struct thread {
    LIST_ENTRY(thread) link; /* of its process */
    struct process *process;
    struct kernel_thread *kernel; /* NULL: the TCB is gone */
    int socket;                   /* -1: not running */
    bool awaits_start;            /* running, and still waits for its first answer */
    bool in_kernel;               /* waits for an answer */
    bool answer_due;              /* the answer is ready, but not sent yet */
    bool lacks_resources;         /* Linux lacks something to send the answer; we retry after a while */
    struct trace_call call;
};
LIST_HEAD(thread_list, thread);

/* Makes a thread of the process for a TCB that has none. NULL: no memory. */
struct thread *thread_new(struct process *process, struct kernel_thread *kernel);

/* Makes it with a process of its own. */
struct thread *thread_new_first(struct machine *machine, struct kernel_thread *kernel);

/* Its program's name, for traces. */
const char *thread_name(const struct thread *thread);

/* Its socket is gone, and it never runs again. */
void thread_release(struct thread *thread);

/* Frees those whose TCB is gone. */
void thread_free_gone(struct machine *machine);

/* The kernel's calls. */
abi_word thread_set_image(void *machine, struct kernel_thread *kernel, const char *bytes, size_t count);
abi_word thread_start(void *machine, struct kernel_thread *kernel);
bool thread_pause(void *machine, struct kernel_thread *kernel, bool paused);
void thread_abandon(void *machine, struct kernel_thread *kernel);
void thread_destroy(void *machine, struct kernel_thread *kernel);
