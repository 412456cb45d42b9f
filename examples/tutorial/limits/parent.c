/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A parent with limits, which tells what it refuses.
 */
#include "../../common/parent.h"

#include <sel4rpc/report.h>
#include <stdlib.h>

static const sel4rpc_range_t untyped_only = {seL4_UntypedObject, seL4_UntypedObject};

static const sel4rpc_limits_t limits = {
    .memory_bytes = 48 * 1024,
    .object_bytes = 32 * 1024,
    .leases = 4,
    .objects = {.ranges = &untyped_only, .count = 1},
};

/* Called before the child gets the refusal. */
static void tell_refusal(void *data, seL4_Word badge, const RpcMessage *request, const ReturnMessage *answer)
{
    char text[SEL4RPC_MESSAGE_BYTES] = "what is no request";

    (void)data;
    if (request != NULL) {
        sel4rpc_describe_message(text, request);
    }
    parent_say("badge %lu: %s: %s: %s", (unsigned long)badge, text, sel4rpc_strerror((int)answer->errorCode),
               sel4rpc_strreason(answer->reason));
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
    sel4rpc_server_on_refusal(&parent.server, tell_refusal, NULL);
    if (sel4rpc_parent_start(&parent, &child, "tutorial-limits-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    parent_expect(sel4rpc_parent_serve(&parent, &child) == 0, "the child's end");
    parent_expect(sel4rpc_parent_end(&parent, &child) == 0, "ending the child");
    return parent_finish(&parent);
}
