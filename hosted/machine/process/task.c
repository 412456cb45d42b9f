/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Linux's threads; see task.h.
 */
#include "machine/process/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Skips so many fields, each after one space. */
static const char *skip(const char *text, unsigned fields)
{
    for (; text && fields > 0; fields--) {
        text = strchr(text + 1, ' ');
    }
    return text;
}

/* The state follows the name, which is in parentheses and may have some in it; 11 fields later are the ticks
 * in user mode and in the kernel: see proc_pid_stat(5). */
static bool parse(const char *text, struct task *task)
{
    const char *end = strrchr(text, ')');
    const char *user = skip(end, 12), *kernel = skip(user, 1);

    if (!kernel) {
        return false;
    }
    task->state = end[2];
    task->ticks = strtoul(user, NULL, 10) + strtoul(kernel, NULL, 10);
    return true;
}

bool task_get(pid_t process, pid_t thread, struct task *task)
{
    char path[64], text[512];

    snprintf(path, sizeof(path), "/proc/%ld/task/%ld/stat", (long)process, (long)thread);
    FILE *file = fopen(path, "re");
    if (!file) {
        return false;
    }
    size_t count = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[count] = '\0';
    return parse(text, task);
}

bool task_sleeps(const struct task *task)
{
    return task->state == 'S' || task->state == 'T';
}
