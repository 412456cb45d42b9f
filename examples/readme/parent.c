/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * README.md's parent: the root task starts one child, within limits, and serves it.
 */
#include <sel4rpc/parent.h>
#include <stdio.h>
#include <stdlib.h>

/* What is no request: the child is done, or has crashed. */
static sel4rpc_next_t stop(sel4rpc_server_env_t *server, void *data, seL4_Word badge, seL4_MessageInfo_t info,
                           seL4_MessageInfo_t *answer)
{
    (void)server, (void)badge, (void)answer;
    *(bool *)data = seL4_MessageInfo_get_label(info) == 0;
    return SEL4RPC_STOP;
}

int main(void)
{
    static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 8, .objects = {.all = true}};
    static sel4rpc_parent_t parent;
    sel4rpc_parent_child_t child;
    bool is_done;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0 || /* below: admits a client, and starts it */
        sel4rpc_parent_start(&parent, &child, "readme-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_server_serve(&parent.server, parent.endpoint.cptr, stop, &is_done); /* grants what it asks for */
    int error = sel4rpc_parent_end(&parent, &child);                            /* takes everything back */
    printf("parent: the child %s\n", is_done && error == 0 ? "is done" : "has crashed");
    sel4rpc_parent_clean_up(&parent);
    return is_done && error == 0 && sel4rpc_platform_is_balanced() ? EXIT_SUCCESS : EXIT_FAILURE;
}
