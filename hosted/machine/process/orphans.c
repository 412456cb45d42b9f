/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Orphans. A hosted program may fork; what it forked outlives it and is no thread of the kernel's. As a
 * "child subreaper" we become its parent then, and end it. /proc lists our children; ending one may bring us
 * new ones, its own children, so it is done until none is left.
 */
#include "machine/process/orphans.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/process/machine.h"
#include "machine/process/process.h"

void orphans_init(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

static bool runs_thread(const struct machine *machine, pid_t pid)
{
    const struct process *process;
    LIST_FOREACH(process, &machine->processes, link)
    {
        if (process->pid == pid)
            return true;
    }
    return false;
}

/* Ends the first child that is an orphan. Returns false where there is none. */
static bool end_one(const struct machine *machine)
{
    char path[64];
    long number;
    pid_t orphan = 0;

    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *children = fopen(path, "re");
    if (!children)
        return false;
    while (orphan == 0 && fscanf(children, "%ld", &number) == 1) {
        if (!runs_thread(machine, (pid_t)number))
            orphan = (pid_t)number;
    }
    fclose(children);
    if (orphan == 0)
        return false;
    kill(orphan, SIGKILL);
    while (waitpid(orphan, NULL, 0) < 0 && errno == EINTR)
        ;
    return true;
}

void orphans_end(struct machine *machine)
{
    while (end_one(machine))
        ;
}
