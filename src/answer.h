/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How the library itself answers a request.
 */
#pragma once

#include <sel4rpc/server.h>

/*
 * Answers the request that is being served, with the capability in a slot of the server's, or none for 0.
 * While sel4rpc_server_serve() is at work the answer goes out with its next receive, in one kernel entry; the
 * slot has to keep its capability until then, or the answer goes out at once.
 */
void sel4rpc_answer(sel4rpc_server_env_t *env, const ReturnMessage *answer, seL4_CPtr slot, bool at_once);

/* Puts an answer into the message registers. False where it cannot be encoded. */
bool sel4rpc_answer_encode(const ReturnMessage *answer, seL4_Word caps, seL4_MessageInfo_t *info)
    __attribute__((warn_unused_result));
