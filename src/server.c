/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One message: decode, let the handler act, answer exactly once.
 *
 * That each request is answered, and only once, is kept in one place: answer_is_due is set when a request is
 * taken, sel4rpc_server_reply() sends only while it is set and clears it, and serve() answers what a handler
 * left unanswered.
 */
#include <sel4rpc/server.h>

#include "lease.h"
#include "resource.h"
#include "wire.h"

#include <sel4utils/api.h>
#include <utils/util.h>

int sel4rpc_server_init(sel4rpc_server_env_t *env, vka_t *vka, sel4rpc_handler_t handler, void *data,
                        vka_object_t *reply, simple_t *simple)
{
    if (env == NULL || vka == NULL || (config_set(CONFIG_KERNEL_MCS) && reply == NULL)) {
        return seL4_InvalidArgument;
    }
    env->vka = vka;
    env->reply = reply;
    env->handler = handler != NULL ? handler : sel4rpc_default_handler;
    env->data = data;
    env->simple = simple;
    env->magic = SEL4RPC_MSG_MAGIC;
    env->badge = 0;
    env->answer_is_due = false;
    env->answered = seL4_NoError;
    env->balance = (struct sel4rpc_balance){0};
    sel4rpc_lease_init(&env->leases);
    return 0;
}

void sel4rpc_server_set_magic(sel4rpc_server_env_t *env, seL4_Word magic)
{
    env->magic = magic;
}

int sel4rpc_server_use_memory(sel4rpc_server_env_t *env, void *memory, size_t bytes)
{
    if (memory == NULL || (uintptr_t)memory % _Alignof(struct sel4rpc_lease) != 0) {
        return seL4_InvalidArgument;
    }
    if (env->leases.held != 0) {
        return seL4_IllegalOperation;
    }
    sel4rpc_lease_use_memory(&env->leases, memory, bytes / sizeof(struct sel4rpc_lease));
    return 0;
}

int sel4rpc_server_reply(sel4rpc_server_env_t *env, int caps, int errorCode, uint64_t cookie)
{
    RpcMessage reply = {.which_msg = RpcMessage_ret_tag,
                        .msg.ret = {.errorCode = (uint32_t)errorCode, .cookie = cookie}};
    seL4_Word length;

    if (!env->answer_is_due) {
        ZF_LOGE("a handler answered when no request waited for an answer; nothing was sent");
        return seL4_IllegalOperation;
    }
    if (caps < 0 || caps > (int)seL4_MsgMaxExtraCaps || !sel4rpc_wire_encode(&reply, 0, &length)) {
        ZF_LOGE("a handler answered with %d capabilities; nothing was sent", caps);
        return seL4_RangeError;
    }
    env->answer_is_due = false;
    env->answered = errorCode;
    env->balance.refused += errorCode != seL4_NoError;
    api_reply(env->reply != NULL ? env->reply->cptr : seL4_CapNull,
              seL4_MessageInfo_new(0, 0, (seL4_Word)caps, length));
    return 0;
}

/* Whether the decoded message is one that a client can send. */
static bool is_request(const RpcMessage *message)
{
    return message->which_msg == RpcMessage_memory_tag || message->which_msg == RpcMessage_irq_tag ||
           message->which_msg == RpcMessage_ioport_tag;
}

/* Serves the request in the message registers 1 to `length` - 1. */
static void serve(sel4rpc_server_env_t *env, seL4_Word badge, seL4_Word length)
{
    RpcMessage request;

    env->badge = badge;
    env->answer_is_due = true;
    if (!sel4rpc_wire_decode(&request, 1, length) || !is_request(&request)) {
        ZF_LOGI("refused a message of badge %lu that is no request", (unsigned long)badge);
        (void)sel4rpc_server_reply(env, 0, seL4_InvalidArgument, 0);
        return;
    }

    int error = env->handler(env, env->data, &request);
    if (env->answer_is_due) {
        error = error != seL4_NoError ? (int)sel4rpc_error_from(error) : (int)seL4_IllegalOperation;
        ZF_LOGE("the handler did not answer request %d of badge %lu; answered %d in its place",
                (int)request.which_msg, (unsigned long)badge, error);
        (void)sel4rpc_server_reply(env, 0, error, 0);
    }
}

bool sel4rpc_server_handle(sel4rpc_server_env_t *env, seL4_Word badge, seL4_MessageInfo_t info)
{
    seL4_Word length = seL4_MessageInfo_get_length(info);

    if (seL4_MessageInfo_get_label(info) != 0 || length == 0 || seL4_GetMR(0) != env->magic) {
        return false;
    }
    serve(env, badge, length);
    return true;
}

int sel4rpc_server_recv(sel4rpc_server_env_t *env)
{
    serve(env, 0, seL4_MsgMaxLength);
    for (int i = 1; i < seL4_MsgMaxLength; i++) {
        seL4_SetMR(i, 0);
    }
    return env->answered;
}

void sel4rpc_server_get_balance(const sel4rpc_server_env_t *env, struct sel4rpc_balance *balance)
{
    *balance = env->balance;
    balance->memory_held = env->leases.held;
}

void sel4rpc_server_clean_up(sel4rpc_server_env_t *env)
{
    sel4rpc_memory_free_all(env);
}
