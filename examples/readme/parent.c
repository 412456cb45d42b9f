/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * README.md's parent: the root task starts one child, within limits, and serves it.
 */
#include <sel4rpc/parent.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 8, .objects = {.all = true}};
    static sel4rpc_parent_t parent;
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    /* Admits a client, and starts it. */
    if (sel4rpc_parent_start(&parent, &child, "readme-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    int error = sel4rpc_parent_serve(&parent, &child); /* grants what it asks for, until it is done */
    if (sel4rpc_parent_end(&parent, &child) != 0) {    /* takes everything back */
        error = -1;
    }
    printf("parent: the child %s\n", error == 0 ? "is done" : "has FAILED");
    sel4rpc_parent_clean_up(&parent);
    return error == 0 && sel4rpc_platform_is_balanced() ? EXIT_SUCCESS : EXIT_FAILURE;
}
