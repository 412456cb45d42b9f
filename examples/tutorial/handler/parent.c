/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A parent with a handler of its own: all children together may hold so many leases.
 */
#include "../../common/parent.h"

#include <sel4rpc/report.h>
#include <stdlib.h>

#define LEASES_OF_ALL 2

static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 4, .objects = {.all = true}};

/* Answers that there is not enough, and why. */
static int refuse(sel4rpc_server_env_t *server)
{
    RpcMessage answer = {.which_msg = RpcMessage_ret_tag,
                         .msg.ret = {.errorCode = seL4_NotEnoughMemory, .reason = Reason_LEASES_LIMIT}};

    (void)sel4rpc_server_reply_message(server, 0, &answer);
    return seL4_NotEnoughMemory;
}

/* Decides one request: refuses it, or leaves it to the default handler; and tells what became of it. */
static int decide(sel4rpc_server_env_t *server, void *data, RpcMessage *request)
{
    bool is_for_memory =
        request->which_msg == RpcMessage_memory_tag && request->msg.memory.action == Action_ALLOCATE;
    char text[SEL4RPC_MESSAGE_BYTES];
    sel4rpc_statistics_t before;
    int error;

    (void)data;
    sel4rpc_describe_message(text, request);
    sel4rpc_server_get_statistics(server, &before);
    if (is_for_memory && before.held >= LEASES_OF_ALL) {
        parent_say("%s: not now", text);
        return refuse(server);
    }
    error = sel4rpc_default_handler(server, NULL, request); /* it goes out with the next receive */
    parent_say("%s: %s", text, sel4rpc_strerror(error));
    return error;
}

/* Decides what is not a request: the child is done, or faults. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    bool is_fault = seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault;
    seL4_Word its_failures = seL4_GetMR(1);

    (void)server;
    (void)data;
    (void)badge;
    (void)answer;
    parent_expect(!is_fault && its_failures == 0, "the child's end");
    return SEL4RPC_STOP;
}

int main(void)
{
    static sel4rpc_parent_t parent;
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, decide, NULL) != 0 ||
        sel4rpc_parent_use_pool(&parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_parent_start(&parent, &child, "tutorial-handler-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_server_serve(&parent.server, parent.endpoint.cptr, take_other, NULL);
    parent_expect(sel4rpc_parent_end(&parent, &child) == 0, "ending the child");
    return parent_finish(&parent);
}
