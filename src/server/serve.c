/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server as one call. An answer is kept until the next receive, and goes out with it in one kernel entry.
 * Only what is handed over whole is answered at once, since the server's own copy of it must go right after.
 */
#include <sel4rpc/server.h>

#include "server/answer.h"

#include <sel4utils/api.h>

void sel4rpc_server_serve(sel4rpc_server_env_t *env, seL4_CPtr endpoint, sel4rpc_other_t other, void *data)
{
    seL4_CPtr reply = env->reply != NULL ? env->reply->cptr : seL4_CapNull;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, reply);

    for (;;) {
        seL4_MessageInfo_t answer;
        bool answers;

        env->answers_with_next_receive = true;
        bool served = sel4rpc_server_handle(env, badge, info);
        env->answers_with_next_receive = false;
        if (served) {
            answers = env->answer_is_prepared; /* or it was answered already */
            if (answers) {
                env->answer_is_prepared = false;
                answer = sel4rpc_answer_put(env);
            }
        } else {
            answer = seL4_MessageInfo_new(0, 0, 0, 0);
            sel4rpc_next_t next = other != NULL ? other(env, data, badge, info, &answer) : SEL4RPC_NEXT;
            if (next == SEL4RPC_STOP) {
                return;
            }
            answers = next == SEL4RPC_ANSWER;
        }
        info = answers ? api_reply_recv(endpoint, answer, &badge, reply) : api_recv(endpoint, &badge, reply);
    }
}
