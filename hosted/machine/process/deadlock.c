/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Deadlocks; see deadlock.h.
 */
#include "machine/process/deadlock.h"

#include <stdio.h>
#include <string.h>

#include "machine/process/process.h"
#include "machine/process/state.h"

/* The state letter follows the name, which is in parentheses and may have some in it: see proc_pid_stat(5).
 */
static bool sleeps(pid_t pid)
{
    char path[32], text[256];

    snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(path, "re");
    if (!file) {
        return false;
    }
    size_t count = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[count] = '\0';
    const char *end = strrchr(text, ')');
    return end && end[1] == ' ' && (end[2] == 'S' || end[2] == 'T');
}

bool deadlock_all_sleep(const struct machine *machine)
{
    const struct process *process;

    LIST_FOREACH(process, &machine->processes, link)
    {
        if (process->pid && !sleeps(process->pid)) {
            return false;
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
