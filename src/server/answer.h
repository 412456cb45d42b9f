/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How the library itself answers a request: srpc_answer_new(), what is to be told, srpc_answer().
 */
#pragma once

#include <sel4rpc/server.h>

/* Makes the answer one of success with nothing to tell; returns it for the rest to be filled in. */
static inline ReturnMessage *srpc_answer_new(sel4rpc_server_env_t *env)
{
    ReturnMessage *answer = &env->answer.msg.ret;

    env->answer.which_msg = RpcMessage_ret_tag;
    answer->errorCode = seL4_NoError;
    answer->cookie = 0;
    answer->paddr = 0;
    answer->which_detail = 0;
    return answer;
}

/*
 * Answers the request that is being served, with the capability in a slot of the server's, or none for 0.
 * While sel4rpc_server_serve() is at work the answer goes out with its next receive, in one kernel entry; the
 * slot has to keep its capability until then, or the answer goes out at once.
 */
void srpc_answer(sel4rpc_server_env_t *env, seL4_CPtr slot, bool at_once);

/* Puts the answer into the message registers, and its capability in place. */
seL4_MessageInfo_t srpc_answer_put(sel4rpc_server_env_t *env);

/* The capability in a slot is gone, and the slot may be another's soon: where the answer that waits was to
 * bring it, it is a refusal now. */
void srpc_answer_withdraw(sel4rpc_server_env_t *env, seL4_CPtr slot);
