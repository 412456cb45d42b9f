/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The handler that grants whatever there is and the client may have, takes back, and tells what the client
 * holds.
 */
#include <sel4rpc/server.h>

#include "server/answer.h"
#include "server/grant.h"
#include "server/query.h"

#include <utils/util.h>

/* FREE: the cookie has to be that of memory, of this type and size. */
static seL4_Error handle_free(sel4rpc_server_env_t *env, const MemoryAllocMessage *request)
{
    struct sel4rpc_lease *lease = sel4rpc_own_lease(env, request->address);
    struct object object;

    if (lease == NULL || lease->kind != LeaseKind_MEMORY) {
        return seL4_InvalidCapability;
    }
    if (sel4rpc_object_measure(request->type, request->size_bits, &object) != seL4_NoError ||
        object.type != lease->type || object.size_bits != lease->size_bits) {
        return seL4_InvalidArgument;
    }
    return sel4rpc_take_back(env, lease);
}

static seL4_Error handle_release(sel4rpc_server_env_t *env, const ReleaseMessage *request)
{
    struct sel4rpc_lease *lease = sel4rpc_own_lease(env, request->cookie);

    return lease != NULL ? sel4rpc_take_back(env, lease) : seL4_InvalidCapability;
}

/* Acts on a request. Where it succeeds, it either has answered, or the new answer is to be sent. */
static seL4_Error act(sel4rpc_server_env_t *env, const RpcMessage *request)
{
    switch (request->which_msg) {
    case RpcMessage_memory_tag:
        if (request->msg.memory.action == Action_FREE) {
            return handle_free(env, &request->msg.memory);
        }
        if (request->msg.memory.action != Action_ALLOCATE) {
            return seL4_InvalidArgument;
        }
        /* fall through */
    case RpcMessage_irq_tag:
    case RpcMessage_ioport_tag:
        return sel4rpc_grant(env, request);
    case RpcMessage_release_tag:
        return handle_release(env, &request->msg.release);
    default:
        return sel4rpc_query(env, request, &env->answer.msg.ret);
    }
}

int sel4rpc_default_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg)
{
    (void)data;
    if (!env->answer_is_due) {
        return seL4_IllegalOperation;
    }
    (void)sel4rpc_answer_new(env);
    seL4_Error error = act(env, rpcMsg);
    if (error != seL4_NoError) {
        ZF_LOGI("refused request %d of badge %lu with error %d", (int)rpcMsg->which_msg,
                (unsigned long)env->badge, (int)error);
        sel4rpc_answer_new(env)->errorCode = error;
    }
    if (env->answer_is_due) {
        sel4rpc_answer(env, seL4_CapNull, false);
    }
    return (int)error;
}
