/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A client's task; see task.h.
 */
#include "task.h"

#include <sel4utils/process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void task_expect(const char *what, int error)
{
    if (error != 0) {
        printf("%s: error %d\n", what, error);
        exit(EXIT_FAILURE);
    }
}

sel4rpc_slot_t task_slot(const struct task *task, seL4_Word n)
{
    return (sel4rpc_slot_t){SEL4UTILS_CNODE_SLOT, task->first_slot + n, seL4_WordBits};
}

_Noreturn void task_run(const struct operation *operations, int argc, char *argv[])
{
    if (argc != 4) {
        printf("a client needs four arguments\n");
        exit(EXIT_FAILURE);
    }
    struct task task = {.operation = argv[0],
                        .endpoint = strtoul(argv[1], NULL, 0),
                        .first_slot = strtoul(argv[2], NULL, 0),
                        .count = strtoul(argv[3], NULL, 0)};

    for (const struct operation *operation = operations; operation->name != NULL; operation++) {
        if (strcmp(operation->name, task.operation) == 0) {
            operation->run(&task);
            exit(EXIT_SUCCESS);
        }
    }
    printf("no operation %s\n", task.operation);
    exit(EXIT_FAILURE);
}
