/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The default handler: it grants what there is and the client may have, takes back, and answers questions.
 * Questions change nothing. A list is asked for one entry at a time, each in constant time.
 */
#include <sel4rpc/server.h>

#include "server/answer.h"
#include "server/grant.h"
#include "server/limit.h"

#include <utils/util.h>

#define VERSION 2
#define FEATURE_LEASES 1

int sel4rpc_server_get_account(const sel4rpc_server_env_t *env, seL4_Word badge, AccountMessage *account)
{
    const sel4rpc_client_record_t *record = srpc_client_of(&env->clients, badge);

    if (record == NULL) {
        return seL4_FailedLookup;
    }
    *account = (AccountMessage){
        .memory_bytes = record->memory_bytes,
        .memory_limit = record->limits.memory_bytes,
        .leases = record->leases,
        .leases_limit = record->limits.leases,
    };
    return 0;
}

bool sel4rpc_server_next_lease(const sel4rpc_server_env_t *env, uint32_t *position, LeaseMessage *lease,
                               seL4_Word *badge)
{
    const sel4rpc_lease_t *record = srpc_lease_next(&env->leases, position);

    if (record == NULL) {
        return false;
    }
    if (lease != NULL) {
        *lease = srpc_lease_message(record);
    }
    if (badge != NULL) {
        *badge = record->badge;
    }
    return true;
}

/* The lease after the one with the cookie, in the client's list; the first one for cookie 0. */
static seL4_Error find_next(const sel4rpc_server_env_t *env, const sel4rpc_client_record_t *client,
                            uint64_t cookie, LeaseMessage *message)
{
    uint32_t number = client->first_lease;

    if (cookie != 0) {
        const sel4rpc_lease_t *before = srpc_own_lease(env, cookie);
        if (before == NULL || before->client == 0) {
            return seL4_InvalidCapability;
        }
        number = before->next;
    }
    if (number == 0) {
        return seL4_FailedLookup;
    }
    *message = srpc_lease_message(srpc_lease_at(&env->leases, number));
    return seL4_NoError;
}

static seL4_Error find_range(const sel4rpc_client_record_t *client, const RangeMessage *request,
                             RangeMessage *message)
{
    const sel4rpc_set_t *set = srpc_limits_set(&client->limits, request->kind);

    if (set == NULL) {
        return seL4_InvalidArgument;
    }
    *message = (RangeMessage){.kind = request->kind, .index = request->index, .first = 0, .last = UINT64_MAX};
    if (set->all) {
        return request->index == 0 ? seL4_NoError : seL4_FailedLookup;
    }
    if (request->index >= set->count) {
        return seL4_FailedLookup;
    }
    message->first = set->ranges[request->index].first;
    message->last = set->ranges[request->index].last;
    return seL4_NoError;
}

static seL4_Error tell_about(const sel4rpc_client_record_t *client, const sel4rpc_server_env_t *env,
                             const RpcMessage *request, ReturnMessage *answer)
{
    switch (request->which_msg) {
    case RpcMessage_account_tag:
        answer->which_detail = ReturnMessage_account_tag;
        return (seL4_Error)sel4rpc_server_get_account(env, env->badge, &answer->detail.account);
    case RpcMessage_lease_tag:
        answer->which_detail = ReturnMessage_lease_tag;
        return find_next(env, client, request->msg.lease.cookie, &answer->detail.lease);
    default: /* a range */
        answer->which_detail = ReturnMessage_range_tag;
        return find_range(client, &request->msg.range, &answer->detail.range);
    }
}

/* Fills in the answer's detail. Only a registered client can ask what it holds and may have. */
static seL4_Error query(const sel4rpc_server_env_t *env, const RpcMessage *request, ReturnMessage *answer)
{
    uint32_t number = srpc_client_of_request(env);

    switch (request->which_msg) {
    case RpcMessage_version_tag:
        answer->which_detail = ReturnMessage_version_tag;
        answer->detail.version = (VersionMessage){.version = VERSION, .features = FEATURE_LEASES};
        return seL4_NoError;
    case RpcMessage_account_tag:
    case RpcMessage_lease_tag:
    case RpcMessage_range_tag:
        if (number == 0) {
            return seL4_IllegalOperation;
        }
        return tell_about(&env->clients.records[number - 1], env, request, answer);
    default:
        return seL4_InvalidArgument;
    }
}

/* FREE: the cookie has to be that of memory, of this type and size. */
static seL4_Error handle_free(sel4rpc_server_env_t *env, const MemoryAllocMessage *request)
{
    sel4rpc_lease_t *lease = srpc_own_lease(env, request->address);
    struct object object;

    if (lease == NULL || lease->kind != LeaseKind_MEMORY) {
        return seL4_InvalidCapability;
    }
    if (srpc_object_measure(request->type, request->size_bits, &object) != seL4_NoError ||
        object.type != lease->type || object.size_bits != lease->size_bits) {
        return seL4_InvalidArgument;
    }
    return srpc_lease_release(env, lease);
}

static seL4_Error handle_release(sel4rpc_server_env_t *env, const ReleaseMessage *request)
{
    sel4rpc_lease_t *lease = srpc_own_lease(env, request->cookie);

    return lease != NULL ? srpc_lease_release(env, lease) : seL4_InvalidCapability;
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
        return srpc_grant(env, request);
    case RpcMessage_release_tag:
        return handle_release(env, &request->msg.release);
    default:
        return query(env, request, &env->answer.msg.ret);
    }
}

int sel4rpc_default_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg)
{
    (void)data;
    if (!env->answer_is_due) {
        return seL4_IllegalOperation;
    }
    (void)srpc_answer_new(env);
    seL4_Error error = act(env, rpcMsg);
    if (error != seL4_NoError) {
        ZF_LOGI("refused request %d of badge %lu with error %d", (int)rpcMsg->which_msg,
                (unsigned long)env->badge, (int)error);
        srpc_answer_new(env)->errorCode = error;
    }
    if (env->answer_is_due) {
        srpc_answer(env, seL4_CapNull, false);
    }
    return (int)error;
}
