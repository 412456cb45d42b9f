/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A program in a VSpace: its arguments, variables and heap. It lives from the time that its first thread gets
 * it (TCB_SetImage) until its last thread has ended.
 */
#pragma once

#include <stdbool.h>

#include "kernel/abi.h"
#include "machine/fiber/heap.h"
#include "machine/fiber/memory.h"
#include "machine/fiber/program.h"

struct process {
    unsigned threads;
    const struct fiber_program *program;
    int argc;
    char **argv;         /* the pointers and the strings, in one piece */
    struct space *space; /* where it runs; NULL: nowhere yet, or it is dead */
    struct program_data data;
    struct heap heap;
};

/* Makes one for a first thread. `bytes` holds `count` bytes of NUL-ended strings: the program's name, then
 * argv[0] and on; without any, argv[0] is the name. Returns an enum abi_error. */
abi_word process_new(struct process **process, const struct fiber_program *programs, size_t program_count,
                     const char *bytes, size_t count);

/* One thread less. */
void process_leave(struct process *process);
