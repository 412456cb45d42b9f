/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Deadlocks; see deadlock.h.
 */
#include "machine/process/deadlock.h"

#include <stdio.h>

#include "machine/process/process.h"
#include "machine/process/state.h"
#include "machine/process/task.h"

static bool sleeps(const struct thread *thread)
{
    struct task task;

    return task_get(thread->process->pid, thread->tid, &task) && task_sleeps(&task);
}

bool deadlock_all_sleep(const struct machine *machine)
{
    const struct process *process;
    const struct thread *thread;

    LIST_FOREACH(process, &machine->processes, link)
    {
        LIST_FOREACH(thread, &process->threads, link)
        {
            if (thread->socket >= 0 && thread->tid && !sleeps(thread)) {
                return false;
            }
        }
    }
    return true;
}

static void print_wait(const struct machine *machine, struct thread *thread)
{
    char text[1400];

    trace_wait(&thread->call, text, sizeof(text), machine->kernel, thread_name(thread), thread->kernel);
    fprintf(stderr, "sel4host: %s\n", text);
}

void deadlock_stop(struct machine *machine)
{
    struct process *process;
    struct thread *thread;

    LIST_FOREACH(process, &machine->processes, link)
    {
        LIST_FOREACH(thread, &process->threads, link)
        {
            if (thread->socket >= 0) {
                print_wait(machine, thread);
            }
        }
    }
    fputs("sel4host: deadlock: nobody can go on\n", stderr);
    machine_stop(machine, STATUS_FAILED);
}
