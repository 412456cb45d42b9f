/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A parent that serves requests and messages of its own.
 */
#include "messages.h"

#include "../../common/parent.h"

#include <stdlib.h>

#define SPEED 115200

static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 4, .objects = {.all = true}};

/* Answers with a setting, or without if there is no such one. */
static sel4rpc_next_t answer_setting(seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    bool is_there = seL4_MessageInfo_get_length(info) == 1 && seL4_GetMR(0) == SETTING_SPEED;

    seL4_SetMR(0, SPEED);
    *answer = seL4_MessageInfo_new(GET_SETTING, 0, 0, is_there ? 1 : 0);
    return SEL4RPC_ANSWER;
}

/* Decides what is not a request. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    (void)server;
    (void)data;
    (void)badge;
    switch (seL4_MessageInfo_get_label(info)) {
    case GET_SETTING:
        return answer_setting(info, answer);
    case seL4_Fault_NullFault: /* the child is done */
        parent_expect(seL4_GetMR(1) == 0, "the child's end");
        return SEL4RPC_STOP;
    default:
        parent_expect(false, "a fault");
        return SEL4RPC_STOP;
    }
}

int main(void)
{
    static sel4rpc_parent_t parent;
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0 ||
        sel4rpc_parent_use_pool(&parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_parent_start(&parent, &child, "tutorial-messages-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_server_serve(&parent.server, parent.endpoint.cptr, take_other, NULL);
    parent_expect(sel4rpc_parent_end(&parent, &child) == 0, "ending the child");
    return parent_finish(&parent);
}
