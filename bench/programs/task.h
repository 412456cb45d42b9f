/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the bench's clients: how they learn their task, and how they end.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>

/* A client's arguments: its task, endpoint, first empty slot and count. */
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

/* Runs the operation that the arguments name, then ends the program. */
_Noreturn void task_run(const struct operation *operations, int argc, char *argv[]);

/* Ends the program if something failed that must succeed. */
void task_expect(const char *what, int error);

/* Returns the nth empty slot. */
sel4rpc_slot_t task_slot(const struct task *task, seL4_Word n);

/*
 * Grants and frees before counting begins, so that every function has run once and cookies have their usual
 * length.
 */
#define TASK_WARM_UPS 16
