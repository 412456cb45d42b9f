/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios of x86 alone: system calls of other architectures, and those that other processors lack.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "processor.h"
#include "processor_scenario.h"

/* Exits with the number of the first one that is not refused. */
static void make_process(void)
{
    static const long calls[] = {SYS_fork, SYS_vfork};
    for (int i = 0; i < (int)(sizeof(calls) / sizeof(calls[0])); i++) {
        errno = 0;
        syscall(calls[i]);
        if (errno != EPERM) {
            _exit(1 + i);
        }
    }
    exit(0);
}

static void call_as_x32(void)
{
    syscall(0x40000000 + SYS_getpid);
    _exit(1);
}

static void call_as_ia32(void)
{
    getpid_as_ia32();
    _exit(1);
}

/* A system call as a program for the real kernel makes it, by itself. Linux would return an error; the root
 * task's reply sets the first register, where results are. */
static _Noreturn void call_as_sel4(void)
{
    exit((int)syscall(-5));
}

void processor_run_scenario(const char *name)
{
    if (strcmp(name, "sel4_call") == 0) {
        call_as_sel4();
    }
    if (strcmp(name, "make_process") == 0) {
        make_process();
    }
    if (strcmp(name, "x32_call") == 0) {
        call_as_x32();
    }
    if (strcmp(name, "ia32_call") == 0) {
        call_as_ia32();
    }
}
