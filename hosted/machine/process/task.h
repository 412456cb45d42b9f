/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What Linux tells about one of a process's threads.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct task {
    char state;          /* R runs or could, S sleeps, T is stopped: see proc_pid_stat(5) */
    unsigned long ticks; /* of processor time, hundredths of a second */
};

/* Returns false if there is no such thread. */
bool task_get(pid_t process, pid_t thread, struct task *task);

/* Whether it sleeps, or is stopped. */
bool task_sleeps(const struct task *task);
