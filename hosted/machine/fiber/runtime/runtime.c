/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What hosted_runtime is elsewhere, for programs of the fiber machine: the system call instruction, which
 * leaves the fiber, and standard output as the kernel's debug output, one line at a time, with a stream for
 * each thread.
 */
#include "user/runtime/runtime.h"

#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

#include "machine/fiber/memory.h"
#include "machine/fiber/runtime/begin.h"
#include "machine/fiber/runtime/libc.h"
#include "machine/fiber/thread.h"
#include "user/runtime/registers_load.h"
#include "processor/context.h"

#define BUFFER_BYTES 1024 /* of an IPC buffer, and its alignment; fewer would do with 32-bit words */

static size_t bytes_of(const struct abi_message *message)
{
    size_t length = ABI_INFO_LENGTH(message->info);

    return ABI_MESSAGE_BYTES(length < ABI_MESSAGE_REGISTERS ? length : ABI_MESSAGE_REGISTERS);
}

/* Leaves whatever the thread does, and goes on with these registers. */
static _Noreturn void load(struct thread *thread, const abi_word *context)
{
    fiber_set_stack(&thread->fiber, context[ABI_CONTEXT_SP]);
    registers_load(context);
}

/* The stack pointer of a thread that makes a request: of an exception, where that was. */
static abi_word sp_of(const struct abi_message *request)
{
    size_t told = ABI_INFO_LENGTH(request->info) - ABI_CONTEXT_WORDS;

    return request->what == ABI_SYS_FAULT ? request->mr[told + ABI_CONTEXT_SP] : request->sp;
}

/* The message may be in the program's variables or in a frame, which are in place only while the program
 * runs. */
void hosted_enter(struct abi_message *message)
{
    struct thread *thread = thread_current;
    struct abi_message *kernels = kernel_message(thread->kernel);

    hosted_limit_length(message);
    message->ip = (abi_word)__builtin_return_address(0);
    message->sp = (abi_word)__builtin_frame_address(0);
    memcpy(kernels, message, bytes_of(message));
    thread->state = THREAD_REQUESTING;
    fiber_leave(&thread->fiber);
    if (kernels->what == ABI_ANSWER_REGISTERS) {
        context_change(kernels->mr, sp_of(message));
        load(thread, kernels->mr);
    }
    memcpy(message, kernels, bytes_of(kernels));
}

abi_word hosted_take_map_failure(abi_word vaddr)
{
    return memory_take_map_failure(thread_current->memory, vaddr);
}

const struct abi_message *hosted_start_message(void)
{
    return &thread_current->start_message;
}

/* A thread whose program has ended prints nothing more, although its stream has yet to be closed. */
static ssize_t write_line(void *cookie, const char *bytes, size_t count)
{
    if (thread_current == cookie) {
        hosted_put(bytes, count);
    }
    return (ssize_t)count;
}

static _Noreturn void begin_with_registers(struct thread *thread)
{
    void *buffer = (void *)thread->start_message.capability;

    if (!buffer) {
        thread->own_buffer = aligned_alloc(BUFFER_BYTES, BUFFER_BYTES);
        buffer = thread->own_buffer;
    }
    *thread->program->ipc_buffer() = buffer;
    context_start(thread->start_message.mr);
    load(thread, thread->start_message.mr);
}

void runtime_begin(void *argument)
{
    struct thread *thread = argument;
    const cookie_io_functions_t functions = {.write = write_line};
    FILE *stream = fopencookie(thread, "w", functions);

    if (!stream) {
        libc_abort();
    }
    /* cppcheck-suppress nullPointerRedundantCheck ; libc_abort() does not return */
    setvbuf(stream, NULL, _IOLBF, BUFSIZ);
    __fsetlocking(stream, FSETLOCKING_BYCALLER); /* a lock would be held while others run */
    thread->output = stream;
    stdout = stream;
    if (thread->start_message.what == ABI_ANSWER_REGISTERS) {
        begin_with_registers(thread);
    }
    libc_exit(thread->program->main(thread->process->argc, thread->process->argv));
}
