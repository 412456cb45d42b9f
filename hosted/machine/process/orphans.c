/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Orphans. Confinement, where it exists, keeps hosted programs from forking. A process that was forked all
 * the same outlives its program and is not a thread of the kernel's. As a "child subreaper" we become its
 * parent, and end it. /proc lists our children; ending one may bring us its own children, so we repeat until
 * none is left. Nothing here waits forever: a traced child is not reported to us until its tracer ends, and
 * one that forks endlessly may always be ahead of us.
 */
#include "machine/process/orphans.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/process/signals.h"

#define MAX_FOUND 256
#define MAX_ROUNDS 64
#define COLLECT_TRIES 8
#define COLLECT_MILLISECONDS 10

void orphans_init(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool orphans_collect(pid_t pid, int *status)
{
    for (int i = 0; i < COLLECT_TRIES; i++) {
        if (waitpid(pid, status, WNOHANG) != 0) {
            return true;
        }
        signals_wait(COLLECT_MILLISECONDS); /* its end is a signal */
    }
    return false;
}

/* Finds children of ours that run no thread; returns how many. */
static size_t find_some(bool (*runs_thread)(void *context, pid_t pid), void *context,
                        pid_t orphans[MAX_FOUND])
{
    char path[64];
    long number;
    size_t count = 0;

    snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
    FILE *children = fopen(path, "re");
    if (!children) {
        return 0;
    }
    /* NOLINTNEXTLINE(cert-err34-c): the numbers are Linux's own */
    while (count < MAX_FOUND && fscanf(children, "%ld", &number) == 1) {
        if (!runs_thread(context, (pid_t)number)) {
            orphans[count++] = (pid_t)number;
        }
    }
    fclose(children);
    return count;
}

/* Returns false if there was nothing to end. */
static bool end_some(bool (*runs_thread)(void *context, pid_t pid), void *context)
{
    pid_t orphans[MAX_FOUND];
    int status;
    size_t count = find_some(runs_thread, context, orphans);

    for (size_t i = 0; i < count; i++) {
        kill(orphans[i], SIGKILL);
    }
    for (size_t i = 0; i < count; i++) {
        orphans_collect(orphans[i], &status);
    }
    return count > 0;
}

void orphans_end(bool (*runs_thread)(void *context, pid_t pid), void *context)
{
    for (int round = 0; round < MAX_ROUNDS && end_some(runs_thread, context); round++) {
        ;
    }
}
