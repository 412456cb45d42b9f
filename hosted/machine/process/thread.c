/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hosted threads: see thread.h.
 */
#include "machine/process/thread.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "machine/process/interrupt.h"
#include "machine/process/join.h"
#include "machine/process/process.h"
#include "machine/process/state.h"

struct thread *thread_new(struct process *process, struct kernel_thread *kernel)
{
    struct thread *thread = calloc(1, sizeof(*thread));

    if (!thread) {
        return NULL;
    }
    thread->process = process;
    thread->kernel = kernel;
    thread->socket = -1;
    thread->peer = -1;
    LIST_INSERT_HEAD(&process->threads, thread, link);
    *kernel_thread_host(kernel) = thread;
    return thread;
}

const char *thread_name(const struct thread *thread)
{
    return image_name(&thread->process->image);
}

void thread_release(struct thread *thread)
{
    if (thread->socket >= 0) {
        close(thread->socket);
    }
    if (thread->peer >= 0) {
        close(thread->peer);
        thread->process->unannounced--;
    }
    thread->socket = -1;
    thread->peer = -1;
    thread->answer_due = false;
    thread->has_request = false;
    thread->lacks_resources = false;
}

void thread_note_request(struct thread *thread)
{
    abi_word what = kernel_message(thread->kernel)->what;

    thread->in_handler = what == ABI_SYS_FAULT || what == ABI_SYS_STOPPED || what == ABI_SYS_DEVICE;
}

void thread_detach(struct machine *machine, struct thread *thread)
{
    *kernel_thread_host(thread->kernel) = NULL;
    thread->kernel = NULL;
    machine->threads_gone = true;
}

static void free_gone_of(struct process *process)
{
    struct thread *thread = LIST_FIRST(&process->threads);

    while (thread) {
        struct thread *next = LIST_NEXT(thread, link);
        if (!thread->kernel) {
            LIST_REMOVE(thread, link);
            free(thread);
        }
        thread = next;
    }
}

void thread_free_gone(struct machine *machine)
{
    struct process *process = machine->threads_gone ? LIST_FIRST(&machine->processes) : NULL;

    machine->threads_gone = false;
    while (process) {
        struct process *next = LIST_NEXT(process, link);
        free_gone_of(process);
        if (LIST_EMPTY(&process->threads)) {
            if (process->pid) {
                process_stop(process);
            }
            process_free(process);
        }
        process = next;
    }
}

struct thread *thread_new_first(struct machine *machine, struct kernel_thread *kernel)
{
    struct process *process = process_new(machine);

    if (!process) {
        return NULL;
    }
    struct thread *thread = thread_new(process, kernel);
    if (!thread) {
        process_free(process);
    }
    return thread;
}

abi_word machine_thread_set_image(void *machine, struct kernel_thread *kernel, const char *bytes,
                                  size_t count)
{
    struct machine *self = machine;
    struct thread *thread = *kernel_thread_host(kernel);
    struct image image;

    if (thread && (thread->process->pid || thread->process->ended)) {
        return ABI_ILLEGAL_OPERATION;
    }
    abi_word error = image_init_from_text(&image, self->directory, bytes, count);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (!thread) {
        thread = thread_new_first(self, kernel);
    }
    if (!thread) {
        image_clean_up(&image);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    image_clean_up(&thread->process->image);
    thread->process->image = image;
    return ABI_NO_ERROR;
}

static abi_word error_of_run(int error)
{
    switch (error) {
    case 0:
        return ABI_NO_ERROR;
    case EALREADY:
        return ABI_ILLEGAL_OPERATION;
    case ENOENT:
    case EACCES:
        return ABI_FAILED_LOOKUP;
    case ENOEXEC:
        return ABI_INVALID_ARGUMENT;
    default:
        return ABI_NOT_ENOUGH_MEMORY;
    }
}

abi_word machine_thread_start(void *machine, struct kernel_thread *kernel)
{
    struct thread *thread = *kernel_thread_host(kernel);

    return thread ? error_of_run(process_run(thread->process, thread)) : join_process(machine, kernel);
}

enum kernel_paused machine_thread_pause(void *machine, struct kernel_thread *kernel, bool paused)
{
    (void)machine;
    struct thread *thread = *kernel_thread_host(kernel);
    if (!thread || thread->socket < 0) {
        return KERNEL_PAUSED;
    }
    if (paused) {
        return interrupt_stop(thread);
    }
    interrupt_resume(thread);
    return KERNEL_PAUSED;
}

void machine_thread_abandon(void *machine, struct kernel_thread *kernel)
{
    (void)machine;
    struct thread *thread = *kernel_thread_host(kernel);
    if (thread && thread->socket >= 0) {
        interrupt_abandon(thread);
    }
}

void machine_thread_destroy(void *machine, struct kernel_thread *kernel)
{
    struct machine *self = machine;
    struct thread *thread = *kernel_thread_host(kernel);

    if (!thread) {
        return;
    }
    if (thread->socket >= 0 && process_is_last_thread(thread)) {
        process_stop(thread->process);
    } else if (thread->socket >= 0) {
        interrupt_end(thread);
    }
    if (thread == self->root) {
        machine_stop(self, STATUS_SIGNAL + SIGKILL);
        self->root = NULL;
    }
    thread_detach(self, thread);
}
