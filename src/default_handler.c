/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The handler that grants whatever there is: finds the kind of resource, and answers with its capability.
 */
#include <sel4rpc/server.h>

#include "resource.h"

#include <utils/util.h>

static int refuse(sel4rpc_server_env_t *env, const RpcMessage *request, seL4_Error error)
{
    ZF_LOGI("refused request %d of badge %lu with error %d", (int)request->which_msg,
            (unsigned long)env->badge, (int)error);
    (void)request;
    (void)sel4rpc_server_reply(env, 0, (int)error, 0);
    return (int)error;
}

/* Answers with the capability in a slot. Nothing may enter the kernel between the two. */
static void grant(sel4rpc_server_env_t *env, seL4_CPtr slot, uint64_t cookie)
{
    seL4_SetCap(0, slot);
    (void)sel4rpc_server_reply(env, 1, seL4_NoError, cookie);
}

static int handle_memory(sel4rpc_server_env_t *env, const RpcMessage *message)
{
    const MemoryAllocMessage *request = &message->msg.memory;
    seL4_Error error = seL4_InvalidArgument; /* for an action that is unknown here */
    seL4_CPtr slot;
    uint64_t cookie;

    if (request->action == Action_ALLOCATE) {
        error = sel4rpc_memory_allocate(env, request, &slot, &cookie);
        if (error == seL4_NoError) {
            grant(env, slot, cookie);
        }
    } else if (request->action == Action_FREE) {
        error = sel4rpc_memory_free(env, request);
        if (error == seL4_NoError) {
            (void)sel4rpc_server_reply(env, 0, seL4_NoError, 0);
        }
    }
    return error == seL4_NoError ? 0 : refuse(env, message, error);
}

static int handle_device(sel4rpc_server_env_t *env, const struct device_resource *resource,
                         const RpcMessage *message)
{
    seL4_CPtr slot;
    seL4_Error error = sel4rpc_device_obtain(env, resource, message, &slot);

    if (error != seL4_NoError) {
        return refuse(env, message, error);
    }
    env->balance.handed_over++;
    grant(env, slot, 0);
    sel4rpc_slot_release(env->vka, slot);
    return 0;
}

int sel4rpc_default_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg)
{
    (void)data;
    if (!env->answer_is_due) {
        return seL4_IllegalOperation;
    }
    switch (rpcMsg->which_msg) {
    case RpcMessage_memory_tag:
        return handle_memory(env, rpcMsg);
    case RpcMessage_irq_tag:
        return handle_device(env, &sel4rpc_irq_resource, rpcMsg);
    case RpcMessage_ioport_tag:
        return handle_device(env, &sel4rpc_ioport_resource, rpcMsg);
    default:
        return refuse(env, rpcMsg, seL4_InvalidArgument);
    }
}
