/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A hosted thread of the fiber machine: a fiber that runs in a process.
 *
 * A thread is in the machine's list from the time its program is named (TCB_SetImage), or without that from
 * its start, until its TCB dies. Its fiber exists from its start to its end.
 */
#pragma once

#include <stdio.h>
#include <sys/queue.h>

#include "kernel/kernel.h"
#include "machine/fiber/fiber.h"
#include "machine/fiber/memory.h"
#include "machine/fiber/process.h"
#include "machine/trace/trace.h"

enum thread_state {
    THREAD_NOT_STARTED,
    THREAD_WAITING,    /* in the kernel, or before its first step */
    THREAD_REQUESTING, /* it has made a request, which is yet to be executed */
    THREAD_REFUSED,    /* a hook answered its request */
    THREAD_GONE        /* its program has ended */
};

struct thread {
    LIST_ENTRY(thread) link;
    struct kernel_thread *kernel; /* NULL once the TCB is dead */
    struct memory *memory;
    const struct fiber_program *program;
    struct process *process; /* NULL: it has ended */
    enum thread_state state;
    struct fiber fiber;
    struct abi_message start_message;
    FILE *output;
    int error_number; /* its errno, while it does not run */
    void *ipc_buffer; /* the same of libsel4's pointer; NULL: as it is at first */
    void *own_buffer; /* if it needs one: its TCB has no IPC buffer */
    bool is_started;
    bool has_yielded;   /* another of its priority goes first, if one can */
    int signal;         /* its process was killed by it: the thread must be ended */
    abi_word exception; /* how its program ended, enum abi_exception */
    abi_word code;
    struct trace_call *call; /* if the run is traced */
};

LIST_HEAD(thread_list, thread);

/* Makes a thread that will run a program. `bytes` holds `count` bytes of NUL-ended strings: the program's
 * name, then argv[0] and on; without any, argv[0] is the name. Returns an enum abi_error. */
abi_word thread_new(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory,
                    const struct fiber_program *programs, size_t program_count, const char *bytes,
                    size_t count);
void thread_free(struct thread *thread);

/* Makes its fiber; for a thread without a program, as one more of the process in its VSpace. Returns an enum
 * abi_error: FailedLookup if there is no process. */
abi_word thread_start(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory);

/* Its program has ended: frees whatever it held. */
void thread_end(struct thread *thread);

/* Runs the thread, whose answer or start message is in the kernel's message, until it makes its next request,
 * which is then in that message, or ends: its state tells which. */
void thread_run(struct thread *thread);

/* The running thread; NULL in the machine itself. */
extern struct thread *thread_current;
