/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The audit: see audit.h.
 */
#include "machine/process/audit.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>

#include "machine/process/memory.h"
#include "machine/process/process.h"
#include "machine/process/state.h"

unsigned audit_count_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    unsigned count = 0;

    if (!directory) {
        return 0;
    }
    while (readdir(directory)) {
        count++;
    }
    closedir(directory);
    return count - 3; /* ".", ".." and the directory itself */
}

static bool check_count(const char *what, unsigned long found, unsigned long expected)
{
    if (found == expected) {
        return true;
    }
    fprintf(stderr, "sel4host: audit: %s: %lu, expected %lu\n", what, found, expected);
    return false;
}

static bool check_kernel(struct machine *machine)
{
    const char *wrong = kernel_check(machine->kernel);

    if (wrong) {
        fprintf(stderr, "sel4host: audit: kernel: %s\n", wrong);
    }
    return !wrong;
}

bool audit_running(struct machine *machine, unsigned before)
{
    unsigned listeners = 0, sockets = 0, frames = 0, files = 0;
    const struct process *process;
    const struct thread *thread;
    const struct frame_file *file;
    struct kernel_census census;

    LIST_FOREACH(process, &machine->processes, link)
    {
        listeners += process->listener >= 0;
        LIST_FOREACH(thread, &process->threads, link)
        {
            sockets += thread->socket >= 0;
            sockets += thread->peer >= 0;
        }
    }
    LIST_FOREACH(file, &machine->frames, link)
    {
        frames++;
        files += file->read_only >= 0 ? 2 : 1;
    }
    kernel_get_census(machine->kernel, &census);
    unsigned long live = census.objects[ABI_OBJECT_FRAME_4K] + census.objects[ABI_OBJECT_FRAME_LARGE];
    bool held = frames <= live || check_count("frames with contents", frames, live);
    bool open = check_count("descriptors", audit_count_descriptors(), before + listeners + sockets + files);
    return check_kernel(machine) && held && open;
}

bool audit_cleaned_up(unsigned before)
{
    bool open = check_count("descriptors left at the end", audit_count_descriptors(), before);
    bool children = waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD;

    if (children) {
        fprintf(stderr, "sel4host: audit: a process is left at the end\n");
    }
    return open && !children;
}
