/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How the library answers: srpc_answer_new(), fill in the rest, srpc_answer().
 */
#pragma once

#include <sel4rpc/server.h>

/* Begins an answer: success, with nothing else in it. */
static inline ReturnMessage *srpc_answer_new(sel4rpc_server_env_t *env)
{
    ReturnMessage *answer = &env->answer;

    answer->errorCode = seL4_NoError;
    answer->cookie = 0;
    answer->paddr = 0;
    answer->reason = Reason_UNTOLD;
    answer->which_detail = 0;
    return answer;
}

/* Adds the protocol's version and the server's features. */
void srpc_answer_add_version(ReturnMessage *answer);

/* Answers the current request, with the capability in a slot of the server's, or none for 0. Under
 * sel4rpc_server_serve(), the answer goes out with the next receive, unless at_once: the slot must keep its
 * capability until then. */
void srpc_answer(sel4rpc_server_env_t *env, seL4_CPtr slot, bool at_once);

/* Puts the answer into the message registers and its capability in place. */
seL4_MessageInfo_t srpc_answer_put(sel4rpc_server_env_t *env);

/* Turns the waiting answer into a refusal if it was to carry the capability in this slot, which is gone. */
void srpc_answer_withdraw(sel4rpc_server_env_t *env, seL4_CPtr slot);
