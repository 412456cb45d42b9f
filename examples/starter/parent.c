/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task: it holds all memory, starts one child that holds none, and grants what the child asks for,
 * within limits.
 */
#include <sel4rpc/parent.h>
#include <stdio.h>
#include <stdlib.h>

static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 8, .objects = {.all = true}};

int main(void)
{
    static sel4rpc_parent_t parent;
    static sel4rpc_vka_record_t records[64];
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    /* What the child frees stays in a pool, for its next requests. */
    if (sel4rpc_parent_use_pool(&parent, records, sizeof(records) / sizeof(records[0])) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_parent_start(&parent, &child, "starter-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }

    int error = sel4rpc_parent_serve(&parent, &child); /* returns when the child is done */
    printf("parent: the child is done, %s\n", error == 0 ? "all went well" : "something FAILED");

    /* Revokes whatever the child still holds, wherever it passed it on. */
    if (sel4rpc_parent_end(&parent, &child) != 0) {
        error = -1;
    }
    sel4rpc_parent_clean_up(&parent);
    return error == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
