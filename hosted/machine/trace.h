/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Traces of hosted threads, like strace's of Linux programs.
 *
 * A system call that returns at once is one line: thread, call, object with its address, arguments, "=",
 * result. One that blocks is two: "... <unfinished ...>" when it blocks, "<... Recv resumed> = ..." when it
 * returns. The invoked capability is looked up before the call, since the call may change it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kernel/kernel.h"

/* A system call that has begun. One for each thread. */
struct trace_call {
    char text[1200];
    const char *name;
    bool invocation; /* the result is an error and perhaps values; otherwise a message */
    bool sends_only; /* there is no result */
    bool open;       /* its end has yet to be printed */
};

/* Sets where lines go, each whole and with its newline. Call this before anything else here. */
void trace_set_output(void (*write)(void *context, const char *bytes, size_t count), void *context);

/* Before kernel_enter(): what the thread's message asks for. */
void trace_enter(struct trace_call *call, struct kernel *kernel, struct kernel_thread *thread);

/* After kernel_enter(): prints the call, with its result if the thread is ready again. */
void trace_left(struct trace_call *call, struct kernel *kernel, const char *program,
                struct kernel_thread *thread);

/* Before a thread runs with its answer: prints the result of a call that had blocked, or that the thread
 * starts. */
void trace_answer(struct trace_call *call, const char *program, struct kernel_thread *thread, bool starts);

/* The thread's program exited with a status, or was killed by a signal. */
void trace_ended(const char *program, const struct kernel_thread *thread, bool killed, int code);

const char *trace_fault_name(abi_word label);
