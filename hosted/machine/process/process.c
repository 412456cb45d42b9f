/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hosted threads as Linux processes: see process.h.
 */
#include "machine/process/process.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/process/launch.h"
#include "machine/process/memory.h"
#include "machine/process/orphans.h"
#include "machine/process/state.h"

#define STOP_TRIES 64 /* about ten milliseconds each: a large process takes time to end */

struct process *process_new(struct machine *machine, struct kernel_thread *thread)
{
    struct process *process = calloc(1, sizeof(*process));

    if (!process) {
        return NULL;
    }
    process->machine = machine;
    process->thread = thread;
    process->socket = -1;
    LIST_INSERT_HEAD(&machine->processes, process, link);
    *kernel_thread_host(thread) = process;
    return process;
}

static void free_process(struct process *process)
{
    LIST_REMOVE(process, link);
    image_clean_up(&process->image);
    free(process);
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

int process_run(struct process *process)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(process->thread);

    if (!vspace || !process->image.path || process->ended || process->pid) {
        return EALREADY;
    }
    struct address_space *space = memory_get_space(process->machine, vspace);
    if (!space) {
        return ENOMEM;
    }
    if (space->process) {
        return EALREADY;
    }

    int error = launch(&process->image, &process->pid, &process->socket);
    if (error) {
        return error;
    }
    process->space = space;
    process->awaits_start = true;
    process->in_kernel = true;
    space->process = process;
    return 0;
}

/* The process is gone; its thread stays, and never runs again. */
static void release(struct process *process)
{
    close(process->socket);
    process->socket = -1;
    process->pid = 0;
    process->ended = true;
    process->answer_due = false;
    process->lacks_resources = false;
    if (process->space) {
        memory_detach(process->space);
    }
    process->space = NULL;
}

void process_kill(const struct process *process)
{
    if (process->pid) {
        kill(process->pid, SIGKILL);
    }
}

static struct process *find(struct machine *machine, pid_t pid)
{
    struct process *process;

    LIST_FOREACH(process, &machine->processes, link)
    {
        if (process->pid == pid) {
            return process;
        }
    }
    return NULL;
}

static bool runs_thread(void *machine, pid_t pid)
{
    return find(machine, pid) != NULL;
}

static void end_orphans(struct machine *machine)
{
    orphans_end(runs_thread, machine);
}

/*
 * Ends a running process and returns its status, its own if it was already ending. A process that one of its
 * own children traces can be collected only after that child has ended.
 */
static int stop(struct process *process)
{
    int status = SIGKILL;

    process_kill(process);
    for (int i = 0; i < STOP_TRIES && !orphans_collect(process->pid, &status); i++) {
        end_orphans(process->machine);
    }
    release(process);
    return status;
}

static void tell(struct process *process, int status)
{
    struct machine *machine = process->machine;
    bool killed = WIFSIGNALED(status);
    int code = killed ? WTERMSIG(status) : WEXITSTATUS(status);

    if (machine->options.trace) {
        trace_ended(image_name(&process->image), process->thread, killed, code);
    }
    if (process == machine->root) {
        machine_stop(machine, killed ? STATUS_SIGNAL + code : code);
    } else {
        kernel_thread_ended(machine->kernel, process->thread,
                            killed ? ABI_EXCEPTION_KILLED : ABI_EXCEPTION_EXIT, (abi_word)code);
    }
}

void process_end(struct process *process)
{
    if (!process->pid) {
        return;
    }
    tell(process, stop(process));
    end_orphans(process->machine);
}

void process_reap(struct machine *machine)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        struct process *process = find(machine, pid);
        if (process) {
            release(process);
            tell(process, status);
        }
    }
    end_orphans(machine);
}

void process_free_gone(struct machine *machine)
{
    while (!LIST_EMPTY(&machine->gone)) {
        free_process(LIST_FIRST(&machine->gone));
    }
}

void process_clean_up(struct machine *machine)
{
    process_free_gone(machine);
    while (!LIST_EMPTY(&machine->processes)) {
        struct process *process = LIST_FIRST(&machine->processes);
        if (process->pid) {
            stop(process);
        }
        free_process(process);
    }
    end_orphans(machine);
}

abi_word process_thread_set_image(void *machine, struct kernel_thread *thread, const char *bytes,
                                  size_t count)
{
    struct machine *self = machine;
    struct process *process = *kernel_thread_host(thread);
    struct image image;

    if (process && (process->pid || process->ended)) {
        return ABI_ILLEGAL_OPERATION;
    }
    abi_word error = image_init_from_text(&image, self->directory, bytes, count);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (!process) {
        process = process_new(self, thread);
    }
    if (!process) {
        image_clean_up(&image);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    image_clean_up(&process->image);
    process->image = image;
    return ABI_NO_ERROR;
}

abi_word process_thread_start(void *machine, struct kernel_thread *thread)
{
    (void)machine;
    struct process *process = *kernel_thread_host(thread);
    return process ? error_of_run(process_run(process)) : ABI_FAILED_LOOKUP;
}

bool process_thread_pause(void *machine, struct kernel_thread *thread, bool paused)
{
    (void)machine;
    const struct process *process = *kernel_thread_host(thread);
    if (process && process->pid) {
        kill(process->pid, paused ? SIGSTOP : SIGCONT);
    }
    return false;
}

/* What it was about to do is not known, so it ends. */
void process_thread_abandon(void *machine, struct kernel_thread *thread)
{
    (void)machine;
    const struct process *process = *kernel_thread_host(thread);
    if (process) {
        process_kill(process);
    }
}

void process_thread_destroy(void *machine, struct kernel_thread *thread)
{
    struct machine *self = machine;
    struct process *process = *kernel_thread_host(thread);

    if (!process) {
        return;
    }
    if (process->pid) {
        stop(process);
        end_orphans(self);
    }
    if (process == self->root) {
        machine_stop(self, STATUS_SIGNAL + SIGKILL);
        self->root = NULL;
    }
    *kernel_thread_host(thread) = NULL;
    process->thread = NULL;
    LIST_REMOVE(process, link);
    LIST_INSERT_HEAD(&self->gone, process, link);
}

void process_vspace_destroy(void *machine, struct kernel_vspace *vspace)
{
    (void)machine;
    struct address_space *space = *kernel_vspace_host(vspace);
    if (!space) {
        return;
    }
    if (space->process) { /* it could use what was mapped, and cannot be told to unmap it */
        process_kill(space->process);
        space->process->space = NULL;
    }
    memory_destroy_space(space);
}
