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
#include <string.h>

#include "machine/fiber/memory.h"
#include "machine/fiber/runtime/begin.h"
#include "machine/fiber/runtime/libc.h"
#include "machine/fiber/thread.h"

static size_t bytes_of(const struct abi_message *message)
{
    size_t length = ABI_INFO_LENGTH(message->info);

    return ABI_MESSAGE_BYTES(length < ABI_MESSAGE_REGISTERS ? length : ABI_MESSAGE_REGISTERS);
}

/* The message may be in the program's variables or in a frame, which are in place only while the program
 * runs. */
void hosted_enter(struct abi_message *message)
{
    struct thread *thread = thread_current;
    struct abi_message *kernels = kernel_message(thread->kernel);

    hosted_limit_length(message);
    memcpy(kernels, message, bytes_of(message));
    thread->state = THREAD_REQUESTING;
    fiber_leave(&thread->fiber);
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
    libc_exit(thread->program->main(thread->argc, thread->argv));
}
