/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Answering: a handler's answers go out at once, the library's own with the next receive where one call
 * serves all. Either clears answer_is_due; a second answer is refused.
 */
#include "answer.h"

#include "wire.h"

#include <sel4utils/api.h>
#include <utils/util.h>

/* Sends an answer with the capabilities that are in place. */
static int send(sel4rpc_server_env_t *env, const ReturnMessage *answer, seL4_Word caps)
{
    seL4_MessageInfo_t info;

    if (!sel4rpc_answer_encode(answer, caps, &info)) {
        return seL4_RangeError;
    }
    api_reply(env->reply != NULL ? env->reply->cptr : seL4_CapNull, info);
    return 0;
}

/* Notes that the request is answered now. */
static void count_answer(sel4rpc_server_env_t *env, uint32_t error)
{
    env->answer_is_due = false;
    env->answered = (int)error;
    env->balance.refused += error != seL4_NoError;
}

int sel4rpc_server_reply(sel4rpc_server_env_t *env, int caps, int errorCode, uint64_t cookie)
{
    ReturnMessage answer = {.errorCode = (uint32_t)errorCode, .cookie = cookie};

    if (!env->answer_is_due) {
        ZF_LOGE("a handler answered when no request waited for an answer; nothing was sent");
        return seL4_IllegalOperation;
    }
    if (caps < 0 || caps > (int)seL4_MsgMaxExtraCaps || send(env, &answer, (seL4_Word)caps) != 0) {
        ZF_LOGE("a handler answered with %d capabilities; nothing was sent", caps);
        return seL4_RangeError;
    }
    count_answer(env, answer.errorCode);
    return 0;
}

bool sel4rpc_answer_encode(const ReturnMessage *answer, seL4_Word caps, seL4_MessageInfo_t *info)
{
    RpcMessage message = {.which_msg = RpcMessage_ret_tag, .msg.ret = *answer};
    seL4_Word length;

    if (!sel4rpc_wire_encode(&message, 0, &length)) {
        return false;
    }
    *info = seL4_MessageInfo_new(0, 0, caps, length);
    return true;
}

void sel4rpc_answer(sel4rpc_server_env_t *env, const ReturnMessage *answer, seL4_CPtr slot, bool at_once)
{
    if (env->answers_with_next_receive && !at_once) {
        env->prepared.message = *answer;
        env->prepared.slot = slot;
        env->answer_is_prepared = true;
    } else {
        seL4_SetCap(0, slot);
        (void)send(env, answer, slot != seL4_CapNull);
    }
    count_answer(env, answer->errorCode);
}
