/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Linux processes that run hosted threads: see process.h.
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

struct process *process_new(struct machine *machine)
{
    struct process *process = calloc(1, sizeof(*process));

    if (!process) {
        return NULL;
    }
    process->machine = machine;
    process->listener = -1;
    LIST_INIT(&process->threads);
    LIST_INSERT_HEAD(&machine->processes, process, link);
    return process;
}

void process_free(struct process *process)
{
    LIST_REMOVE(process, link);
    image_clean_up(&process->image);
    free(process);
}

unsigned process_count_threads(const struct process *process)
{
    const struct thread *thread;
    unsigned count = 0;

    LIST_FOREACH(thread, &process->threads, link)
    {
        count += thread->socket >= 0;
    }
    return count;
}

bool process_is_last_thread(const struct thread *thread)
{
    return process_count_threads(thread->process) == 1;
}

bool process_has_nobody_begun(const struct process *process)
{
    return process->unannounced > 0 && process->unannounced == process_count_threads(process);
}

int process_run(struct process *process, struct thread *thread)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(thread->kernel);

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

    struct launched launched;
    int error = launch(&process->image, &launched);
    if (error) {
        return error;
    }
    process->pid = launched.pid;
    process->listener = launched.listener;
    thread->socket = launched.socket;
    process->space = space;
    space->process = process;
    thread->tid = process->pid;
    thread->awaits_start = true;
    thread->in_kernel = true;
    return 0;
}

/* The Linux process is gone. Its threads stay, and never run again. */
static void release(struct process *process)
{
    if (process->listener >= 0) {
        close(process->listener);
    }
    process->listener = -1;
    process->pid = 0;
    process->ended = true;
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
static int collect(const struct process *process)
{
    int status = SIGKILL;

    process_kill(process);
    for (int i = 0; i < STOP_TRIES && !orphans_collect(process->pid, &status); i++) {
        end_orphans(process->machine);
    }
    return status;
}

void process_stop(struct process *process)
{
    struct thread *thread;

    (void)collect(process);
    release(process);
    LIST_FOREACH(thread, &process->threads, link)
    {
        thread_release(thread);
    }
    end_orphans(process->machine);
}

static void tell_of(struct thread *thread, bool killed, int code)
{
    struct machine *machine = thread->process->machine;

    if (machine->options.trace) {
        trace_ended(thread_name(thread), thread->kernel, killed, code);
    }
    if (thread == machine->root) {
        machine_stop(machine, killed ? STATUS_SIGNAL + code : code);
    } else {
        kernel_thread_ended(machine->kernel, thread->kernel,
                            killed ? ABI_EXCEPTION_KILLED : ABI_EXCEPTION_EXIT, (abi_word)code);
    }
}

/* A process without a hosted thread must not go on, nor one whose threads nobody can make. */
static void end_without_threads(struct process *process)
{
    if (process->pid && process_count_threads(process) == 0) {
        process_stop(process);
    } else if (process->pid && process_has_nobody_begun(process)) {
        process_kill(process);
    }
}

void process_end_thread(struct thread *thread, bool killed, int code)
{
    thread_release(thread);
    end_without_threads(thread->process);
    if (thread->kernel) {
        tell_of(thread, killed, code);
    }
}

/* The Linux process is gone, with this status: tells the kernel of all its threads that ran. */
static void release_and_tell(struct process *process, int status)
{
    bool killed = WIFSIGNALED(status);
    struct thread *thread;

    release(process);
    LIST_FOREACH(thread, &process->threads, link)
    {
        if (thread->socket >= 0) {
            process_end_thread(thread, killed, killed ? WTERMSIG(status) : WEXITSTATUS(status));
        }
    }
}

void process_end(struct process *process)
{
    if (process->pid) {
        release_and_tell(process, collect(process));
        end_orphans(process->machine);
    }
}

void process_reap(struct machine *machine)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        struct process *process = find(machine, pid);
        if (process) {
            release_and_tell(process, status);
        }
    }
    end_orphans(machine);
}

static void clean_up(struct process *process)
{
    if (process->pid) {
        process_stop(process);
    }
    while (!LIST_EMPTY(&process->threads)) {
        struct thread *thread = LIST_FIRST(&process->threads);
        LIST_REMOVE(thread, link);
        free(thread);
    }
    process_free(process);
}

void process_clean_up(struct machine *machine)
{
    while (!LIST_EMPTY(&machine->processes)) {
        clean_up(LIST_FIRST(&machine->processes));
    }
    end_orphans(machine);
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
