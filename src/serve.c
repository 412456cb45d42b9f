/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server as one call. An answer is kept until the next receive, and goes out with it in one kernel entry.
 * Only what is handed over whole is answered at once, since the server's own copy of it must go right after.
 */
#include <sel4rpc/server.h>

#include "answer.h"

#include <sel4utils/api.h>

/* Puts the prepared answer in place. Returns false where there is none: the request was answered already. */
static bool take_prepared(sel4rpc_server_env_t *env, seL4_MessageInfo_t *info)
{
    bool prepared = env->answer_is_prepared;

    env->answer_is_prepared = false;
    if (!prepared) {
        return false;
    }
    seL4_SetCap(0, env->prepared.slot);
    return sel4rpc_answer_encode(&env->prepared.message, env->prepared.slot != seL4_CapNull, info);
}

void sel4rpc_server_serve(sel4rpc_server_env_t *env, seL4_CPtr endpoint, sel4rpc_other_t other, void *data)
{
    seL4_CPtr reply = env->reply != NULL ? env->reply->cptr : seL4_CapNull;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, reply);

    for (;;) {
        seL4_MessageInfo_t answer = seL4_MessageInfo_new(0, 0, 0, 0);
        bool answers;

        env->answers_with_next_receive = true;
        bool served = sel4rpc_server_handle(env, badge, info);
        env->answers_with_next_receive = false;
        if (served) {
            answers = take_prepared(env, &answer);
        } else {
            sel4rpc_next_t next = other != NULL ? other(env, data, badge, info, &answer) : SEL4RPC_NEXT;
            if (next == SEL4RPC_STOP) {
                return;
            }
            answers = next == SEL4RPC_ANSWER;
        }
        info = answers ? api_reply_recv(endpoint, answer, &badge, reply) : api_recv(endpoint, &badge, reply);
    }
}
