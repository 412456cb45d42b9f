/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Answers. A handler's go out at once, the library's own with the next receive of sel4rpc_server_serve().
 * Both clear answer_is_due; a second answer is refused.
 */
#include "server/answer.h"

#include "wire/application.h"
#include "wire/wire.h"

#include <sel4utils/api.h>
#include <utils/util.h>

#define VERSION 2

static void reply(const sel4rpc_server_env_t *env, seL4_MessageInfo_t info)
{
    api_reply(env->reply != NULL ? env->reply->cptr : seL4_CapNull, info);
}

static void count_answer(sel4rpc_server_env_t *env)
{
    uint32_t error = env->answer.errorCode;

    env->answer_is_due = false;
    env->answered = (int)error;
    if (error != seL4_NoError) {
        env->statistics.refused++;
        if (env->refused != NULL) {
            env->refused(env->refused_data, env->badge, env->request, &env->answer);
        }
    }
}

static seL4_MessageInfo_t encode(const sel4rpc_server_env_t *env, seL4_Word caps)
{
    return seL4_MessageInfo_new(0, 0, caps, srpc_wire_encode_answer(&env->answer));
}

/* Whether a handler may answer now, with so many capabilities. */
static seL4_Error check_reply(const sel4rpc_server_env_t *env, int caps)
{
    if (!env->answer_is_due) {
        ZF_LOGE("a handler answered when no request waited for an answer; nothing was sent");
        return seL4_IllegalOperation;
    }
    if (caps < 0 || caps > (int)seL4_MsgMaxExtraCaps) {
        ZF_LOGE("a handler answered with %d capabilities; nothing was sent", caps);
        return seL4_RangeError;
    }
    return seL4_NoError;
}

int sel4rpc_server_reply(sel4rpc_server_env_t *env, int caps, int errorCode, uint64_t cookie)
{
    seL4_Error error = check_reply(env, caps);

    if (error != seL4_NoError) {
        return (int)error;
    }
    ReturnMessage *answer = srpc_answer_new(env);

    answer->errorCode = (uint32_t)errorCode;
    answer->cookie = cookie;
    count_answer(env);
    reply(env, encode(env, (seL4_Word)caps));
    return 0;
}

int sel4rpc_server_reply_message(sel4rpc_server_env_t *env, int caps, const RpcMessage *message)
{
    seL4_Error error = check_reply(env, caps);

    if (error != seL4_NoError) {
        return (int)error;
    }
    bool is_ret = message != NULL && message->which_msg == RpcMessage_ret_tag;
    bool is_answer = is_ret || (message != NULL && srpc_application_has(message->which_msg));
    seL4_Word length = is_answer ? srpc_wire_encode(message, 0) : 0;

    if (length == 0) {
        ZF_LOGE("a handler answered with a message that is no answer; nothing was sent");
        return seL4_InvalidArgument;
    }
    ReturnMessage *answer = srpc_answer_new(env);

    if (is_ret) {
        *answer = message->msg.ret;
    }
    count_answer(env);
    reply(env, seL4_MessageInfo_new(0, 0, (seL4_Word)caps, length));
    return 0;
}

void srpc_answer_add_version(ReturnMessage *answer)
{
    answer->which_detail = ReturnMessage_version_tag;
    answer->detail.version =
        (VersionMessage){.version = VERSION,
                         .features = SEL4RPC_FEATURE_LEASES | SEL4RPC_FEATURE_CAPABILITIES |
                                     SEL4RPC_FEATURE_REASONS | SEL4RPC_FEATURE_CORES};
}

seL4_MessageInfo_t srpc_answer_put(sel4rpc_server_env_t *env)
{
    seL4_SetCap(0, env->answer_slot);
    return encode(env, env->answer_slot != seL4_CapNull);
}

void srpc_answer(sel4rpc_server_env_t *env, seL4_CPtr slot, bool at_once)
{
    count_answer(env);
    env->answer_slot = slot;
    if (env->answers_with_next_receive && !at_once) {
        env->answer_is_prepared = true;
    } else {
        reply(env, srpc_answer_put(env));
    }
}

void srpc_answer_withdraw(sel4rpc_server_env_t *env, seL4_CPtr slot)
{
    if (env->answer_is_prepared && env->answer_slot == slot) {
        ReturnMessage *answer = srpc_answer_new(env);
        env->answer_slot = seL4_CapNull;
        answer->errorCode = seL4_IllegalOperation;
        answer->reason = Reason_NOT_SERVED;
        count_answer(env);
    }
}
