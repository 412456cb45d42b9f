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
    bool invocation;   /* the result is an error and perhaps values; otherwise a message */
    bool sends_only;   /* there is no result */
    bool open;         /* its end has yet to be printed */
    bool asks;         /* it sends a request of the protocol, and the result is the answer */
    bool serves;       /* the thread has received a request, and not answered yet */
    char request[256]; /* in words, if it asks */
};

/*
 * Puts a message of the RPC protocol in words.
 *
 * text: out; at most size bytes, ends with a zero byte. registers, length: the message. Returns false if it
 * is none.
 */
typedef bool (*trace_describe_t)(char *text, size_t size, const abi_word *registers, size_t length,
                                 bool is_answer);

/* Sets where lines go, each whole and with its newline. Call this before anything else here. */
void trace_set_output(void (*write)(void *context, const char *bytes, size_t count), void *context);

/*
 * Lets traces tell what messages of the protocol say, in braces.
 *
 * describe: NULL, the default, for none. filter: "rpc" prints a line for each request with
 * its answer, and nothing else; anything else prints only
 * lines that have it in them, such as a program's name, a call or an object; NULL, the default, prints all.
 * It stays yours.
 */
void trace_set_protocol(trace_describe_t describe, const char *filter);

/* Prints no lines, but counts calls and requests, which trace_end() prints. */
void trace_set_summary(trace_describe_t describe);
void trace_end(void);

/* Before kernel_enter(): what the thread's message asks for. */
void trace_enter(struct trace_call *call, struct kernel *kernel, struct kernel_thread *thread);

/* After kernel_enter(): prints the call, with its result if the thread is ready again. */
void trace_left(struct trace_call *call, struct kernel *kernel, const char *program,
                struct kernel_thread *thread);

/* Before a thread runs with its answer: prints the result of a call that had blocked, or that the thread
 * starts. */
void trace_answer(struct trace_call *call, const char *program, struct kernel_thread *thread, bool starts);

/* Describes the call that a blocked thread waits in: program, thread, call, object. text: out; at most size
 * bytes, ends with a zero byte. call: scratch. */
void trace_wait(struct trace_call *call, char *text, size_t size, struct kernel *kernel, const char *program,
                struct kernel_thread *thread);

/* The thread's program exited with a status, or was killed by a signal. */
void trace_ended(const char *program, const struct kernel_thread *thread, bool killed, int code);
