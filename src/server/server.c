/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server: initialise it, serve one message or an endpoint.
 *
 * A flag, answer_is_due, makes sure that each request is answered once: serve() sets it when it takes a
 * request, answer.c clears it with the answer, and serve() answers if the handler has not.
 */
#include <sel4rpc/server.h>

#include "server/client.h"
#include "server/answer.h"
#include "server/lease.h"
#include "server/limit.h"
#include "server/resource.h"
#include "wire/wire.h"

#include <sel4utils/api.h>
#include <string.h>
#include <utils/util.h>

/* sel4rpc_server_recv() reads at most this much: twice the longest request of ours, or the longest of an
 * application's, with its length in front. */
#define RECV_BYTES (2 + RpcMessage_size > 256 ? 2 + RpcMessage_size : 256)
#define RECV_WORDS ((RECV_BYTES + sizeof(seL4_Word) - 1) / sizeof(seL4_Word))

int sel4rpc_server_init(sel4rpc_server_env_t *env, vka_t *vka, sel4rpc_handler_t handler, void *data,
                        vka_object_t *reply, simple_t *simple)
{
    if (env == NULL || vka == NULL || (config_set(CONFIG_KERNEL_MCS) && reply == NULL)) {
        return seL4_InvalidArgument;
    }
    *env = (sel4rpc_server_env_t){.vka = vka,
                                  .reply = reply,
                                  .handler = handler != NULL ? handler : sel4rpc_default_handler,
                                  .data = data,
                                  .simple = simple,
                                  .magic = SEL4RPC_MSG_MAGIC};
    return 0;
}

void sel4rpc_server_set_magic(sel4rpc_server_env_t *env, seL4_Word magic)
{
    env->magic = magic;
}

void sel4rpc_server_on_refusal(sel4rpc_server_env_t *env, sel4rpc_refused_t refused, void *data)
{
    env->refused = refused;
    env->refused_data = data;
}

void sel4rpc_server_set_untyped_of(sel4rpc_server_env_t *env, sel4rpc_untyped_of_t untyped_of, void *data)
{
    env->untyped_of = untyped_of;
    env->untyped_of_data = data;
}

void sel4rpc_server_on_return(sel4rpc_server_env_t *env, sel4rpc_returned_t returned, void *data)
{
    env->returned = returned;
    env->returned_data = data;
}

int sel4rpc_server_use_memory(sel4rpc_server_env_t *env, void *memory, size_t bytes)
{
    size_t count = bytes / sizeof(sel4rpc_lease_block_t);

    if (memory == NULL || (uintptr_t)memory % _Alignof(sel4rpc_lease_block_t) != 0 || count == 0) {
        return seL4_InvalidArgument;
    }
    if (env->pool.in_use != 0) {
        return seL4_IllegalOperation;
    }
    env->pool = (sel4rpc_block_pool_t){.given = memory,
                                       .given_count = (uint32_t)(count < UINT32_MAX ? count : UINT32_MAX)};
    return 0;
}

static void refuse(sel4rpc_server_env_t *env, seL4_Error error, Reason reason)
{
    ReturnMessage *answer = srpc_answer_new(env);

    answer->errorCode = error;
    answer->reason = reason;
    srpc_answer(env, seL4_CapNull, false);
}

/* Whether a decoded message is one that clients send. */
static bool is_request(const RpcMessage *message)
{
    return message->which_msg != 0 && message->which_msg != RpcMessage_ret_tag &&
           message->which_msg != RpcMessage_errorCode_tag;
}

/* Whether a request asks for the version only: handlers from before such requests would refuse it. */
static bool is_probe(const RpcMessage *request)
{
    const MemoryAllocMessage *memory = &request->msg.memory;

    return request->which_msg == RpcMessage_memory_tag && memory->action == Action_ALLOCATE && memory->probe;
}

/* Serves the request in message registers 1 to `length` - 1. */
static void serve(sel4rpc_server_env_t *env, seL4_Word badge, seL4_Word length)
{
    RpcMessage request;

    env->badge = badge;
    env->answer_is_due = true;
    if (!srpc_wire_decode(&request, 1, length) || !is_request(&request)) {
        ZF_LOGI("refused a message of badge %lu that is no request", (unsigned long)badge);
        refuse(env, seL4_InvalidArgument, Reason_BAD_REQUEST);
        return;
    }
    env->request = &request;
    if (env->serves_clients_only && srpc_client_find(&env->clients, badge) == 0) {
        ZF_LOGI("refused badge %lu, which is not registered", (unsigned long)badge);
        refuse(env, seL4_IllegalOperation, Reason_NOT_SERVED);
        goto done;
    }
    if (is_probe(&request)) {
        srpc_answer_add_version(srpc_answer_new(env));
        srpc_answer(env, seL4_CapNull, false);
        goto done;
    }
    int error = env->handler(env, env->data, &request);
    if (env->answer_is_due) {
        ZF_LOGE("the handler did not answer request %d of badge %lu", (int)request.which_msg,
                (unsigned long)badge);
        refuse(env, error != seL4_NoError ? srpc_error_from(error) : seL4_IllegalOperation, Reason_UNTOLD);
    }
done:
    env->request = NULL;
}

/* A capability that came with a message, and where it is. */
struct received {
    bool capability;
    seL4_CPtr root;
    seL4_CPtr index;
    seL4_Word depth;
};

/* More capabilities arrived than were unwrapped: one is in the receive slot. */
static struct received look_for_capability(seL4_MessageInfo_t info)
{
    const seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();
    seL4_Word arrived = ((seL4_Word)1 << seL4_MessageInfo_get_extraCaps(info)) - 1;

    return (struct received){.capability = buffer->receiveCNode != seL4_CapNull &&
                                           (arrived & ~seL4_MessageInfo_get_capsUnwrapped(info)) != 0,
                             .root = buffer->receiveCNode,
                             .index = buffer->receiveIndex,
                             .depth = buffer->receiveDepth};
}

/* Deletes what would keep the next capability from arriving. */
static void delete_capability(const struct received *received)
{
    seL4_Error error = seL4_CNode_Delete(received->root, received->index, (seL4_Uint8)received->depth);

    ZF_LOGE_IF(error != seL4_NoError, "a client's capability stays in the receive slot (%d)", (int)error);
}

void sel4rpc_server_claim_capability(sel4rpc_server_env_t *env)
{
    env->capability_is_claimed = true;
}

bool sel4rpc_server_handle(sel4rpc_server_env_t *env, seL4_Word badge, seL4_MessageInfo_t info)
{
    seL4_Word length = seL4_MessageInfo_get_length(info);

    /* A notification, or an NBRecv that found nothing, sets the badge only: info and registers are stale. */
    if ((badge & env->notifications) != 0 || seL4_MessageInfo_get_label(info) != 0 || length == 0 ||
        seL4_GetMR(0) != env->magic) {
        return false;
    }
    struct received received = look_for_capability(info);
    env->capability_is_claimed = false;
    serve(env, badge, length);
    if (received.capability && !env->capability_is_claimed) {
        delete_capability(&received);
    }
    return true;
}

bool sel4rpc_server_prepare(sel4rpc_server_env_t *env, seL4_Word badge, seL4_MessageInfo_t info,
                            bool *prepared, seL4_MessageInfo_t *answer)
{
    env->answers_with_next_receive = true;
    bool served = sel4rpc_server_handle(env, badge, info);
    env->answers_with_next_receive = false;
    *prepared = env->answer_is_prepared;
    if (*prepared) {
        env->answer_is_prepared = false;
        *answer = srpc_answer_put(env);
    }
    return served;
}

int sel4rpc_server_recv(sel4rpc_server_env_t *env)
{
    serve(env, 0, 1 + RECV_WORDS);
    memset(&seL4_GetIPCBuffer()->msg[1], 0, RECV_WORDS * sizeof(seL4_Word));
    return env->answered;
}

void sel4rpc_server_get_statistics(const sel4rpc_server_env_t *env, sel4rpc_statistics_t *statistics)
{
    *statistics = env->statistics;
    statistics->held = statistics->granted - statistics->released;
}

void sel4rpc_server_serve(sel4rpc_server_env_t *env, seL4_CPtr endpoint, sel4rpc_other_t other, void *data)
{
    seL4_CPtr reply = env->reply != NULL ? env->reply->cptr : seL4_CapNull;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, reply);

    for (;;) {
        seL4_MessageInfo_t answer = seL4_MessageInfo_new(0, 0, 0, 0);
        sel4rpc_next_t next = SEL4RPC_NEXT;
        bool prepared;

        bool served = sel4rpc_server_prepare(env, badge, info, &prepared, &answer);
        if (prepared) {
            next = SEL4RPC_ANSWER;
        } else if (!served && other != NULL) {
            bool notification = (badge & env->notifications) != 0;
            next = other(env, data, badge, notification ? answer : info, &answer);
        }
        if (next == SEL4RPC_STOP) {
            return;
        }
        info = next == SEL4RPC_ANSWER ? api_reply_recv(endpoint, answer, &badge, reply)
                                      : api_recv(endpoint, &badge, reply);
    }
}
