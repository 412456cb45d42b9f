/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads: see thread.h.
 */
#include "machine/fiber/thread.h"

#include <errno.h>
#include <stdlib.h>

#include "machine/fiber/runtime/begin.h"

struct thread *thread_current;

static struct thread *add(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory,
                          struct process *process)
{
    struct thread *thread = calloc(1, sizeof(*thread));

    if (thread) {
        thread->kernel = kernel;
        thread->memory = memory;
        thread->program = process->program;
        thread->process = process;
        LIST_INSERT_HEAD(list, thread, link);
        *kernel_thread_host(kernel) = thread;
    }
    return thread;
}

abi_word thread_new(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory,
                    const struct fiber_program *programs, size_t program_count, const char *bytes,
                    size_t count)
{
    struct process *process;
    abi_word error = process_new(&process, programs, program_count, bytes, count);

    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (!add(list, kernel, memory, process)) {
        process_leave(process);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    return ABI_NO_ERROR;
}

void thread_free(struct thread *thread)
{
    thread_end(thread);
    LIST_REMOVE(thread, link);
    if (thread->kernel) {
        *kernel_thread_host(thread->kernel) = NULL;
    }
    free(thread->call);
    free(thread);
}

static abi_word make_fiber(struct thread *thread)
{
    if (fiber_init(&thread->fiber, runtime_begin, thread) != 0) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    thread->state = THREAD_WAITING;
    return ABI_NO_ERROR;
}

/* The first thread of its process. */
static abi_word start_process(struct thread *thread)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(thread->kernel);

    if (!vspace || thread->state != THREAD_NOT_STARTED) {
        return ABI_ILLEGAL_OPERATION;
    }
    struct space *space = memory_get_space(thread->memory, vspace);
    if (!space) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    if (space->process) {
        return ABI_ILLEGAL_OPERATION;
    }
    abi_word error = make_fiber(thread);
    if (error == ABI_NO_ERROR) {
        thread->process->space = space;
        space->process = thread->process;
    }
    return error;
}

/* One more thread of the process that runs in its VSpace. */
static abi_word join_process(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(kernel);
    struct space *space = vspace ? *kernel_vspace_host(vspace) : NULL;

    if (!space || !space->process) {
        return ABI_FAILED_LOOKUP;
    }
    struct thread *thread = add(list, kernel, memory, space->process);
    if (!thread) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    space->process->threads++;
    abi_word error = make_fiber(thread);
    if (error != ABI_NO_ERROR) {
        thread_free(thread);
    }
    return error;
}

abi_word thread_start(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory)
{
    struct thread *thread = *kernel_thread_host(kernel);

    return thread ? start_process(thread) : join_process(list, kernel, memory);
}

void thread_end(struct thread *thread)
{
    thread->state = THREAD_GONE;
    fiber_clean_up(&thread->fiber);
    if (thread->output) { /* loses what is still in its buffer, as a killed process does */
        fclose(thread->output);
        thread->output = NULL;
    }
    free(thread->own_buffer);
    thread->own_buffer = NULL;
    if (thread->process) {
        process_leave(thread->process);
        thread->process = NULL;
    }
}

void thread_run(struct thread *thread)
{
    FILE *former_output = stdout;
    int former_error_number = errno;

    if (!thread->is_started) {
        thread->start_message = *kernel_message(thread->kernel);
    }
    thread->is_started = true;
    thread_current = thread;
    if (program_data_use(thread->program, &thread->process->data) != 0) {
        abort(); /* no memory for a copy of some variables */
    }
    if (thread->output) {
        stdout = thread->output;
    }
    void **ipc_buffer = thread->program->ipc_buffer();
    void *former_ipc_buffer = *ipc_buffer;
    if (thread->ipc_buffer) {
        *ipc_buffer = thread->ipc_buffer;
    }
    errno = thread->error_number;
    fiber_enter(&thread->fiber);
    thread->error_number = errno;
    thread->ipc_buffer = *ipc_buffer;
    *ipc_buffer = former_ipc_buffer;
    errno = former_error_number;
    stdout = former_output;
    thread_current = NULL;
}
