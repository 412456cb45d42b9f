/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the bench's clients share: how they learn what to do, and how they end.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>

/* The arguments of a client: what to do, its endpoint, its first empty slot, how often. */
struct task {
    const char *operation;
    seL4_CPtr endpoint;
    seL4_CPtr first_slot;
    seL4_Word count;
};

struct operation {
    const char *name;
    void (*run)(const struct task *task);
};

/* Runs the operation that the arguments name, and ends the program. */
_Noreturn void task_run(const struct operation *operations, int argc, char *argv[]);

/* Ends the program where what has to succeed did not. */
void task_expect(const char *what, int error);

/* The nth empty slot. */
sel4rpc_slot_t task_slot(const struct task *task, seL4_Word n);

/* Before anything is counted: grants and frees, so that every function has run, and cookies have their usual
 * length. */
#define TASK_WARM_UPS 16
