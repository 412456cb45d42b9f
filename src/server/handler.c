/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The default handler: grants, frees, and answers questions. Questions change nothing; a client gets a list
 * one entry at a time, so each takes constant time.
 */
#include <sel4rpc/client.h>
#include <sel4rpc/server.h>

#include "server/answer.h"
#include "server/client.h"
#include "server/grant.h"
#include "server/lease.h"
#include "server/limit.h"

#include <utils/util.h>

static void tell(const sel4rpc_lease_t *record, LeaseMessage *lease, seL4_Word *badge)
{
    if (lease != NULL) {
        *lease = srpc_lease_describe(record);
    }
    if (badge != NULL) {
        *badge = record->badge;
    }
}

bool sel4rpc_server_next_lease(const sel4rpc_server_env_t *env, uint64_t *position, LeaseMessage *lease,
                               seL4_Word *badge)
{
    uint64_t client = *position >> 32;
    uint32_t index = (uint32_t)*position;

    for (; client <= env->clients.capacity; client++, index = 0) {
        const sel4rpc_ledger_t *ledger =
            client == 0 ? &env->strangers : &env->clients.records[client - 1].ledger;
        for (; index < srpc_ledger_capacity(ledger); index++) {
            const sel4rpc_lease_t *next = srpc_lease_at(ledger, index);
            if (next->slot != 0) {
                *position = client << 32 | (index + 1);
                tell(next, lease, badge);
                return true;
            }
        }
    }
    *position = client << 32;
    return false;
}

int sel4rpc_server_get_account(const sel4rpc_server_env_t *env, seL4_Word badge, AccountMessage *account)
{
    const sel4rpc_client_record_t *client = srpc_client_of(&env->clients, badge);

    if (client == NULL) {
        return seL4_FailedLookup;
    }
    *account = (AccountMessage){
        .memory_bytes = client->ledger.memory_bytes,
        .memory_limit = client->limits.memory_bytes,
        .leases = client->ledger.count,
        .leases_limit = client->limits.leases,
        .object_limit = srpc_limits_object_bytes(&client->limits),
    };
    return 0;
}

/* The lease that a cookie names, if the current badge holds it; else NULL. */
static sel4rpc_lease_t *own_lease(sel4rpc_server_env_t *env, uint64_t cookie)
{
    const sel4rpc_ledger_t *ledger = srpc_ledger_of(env, srpc_client_find(&env->clients, env->badge));
    sel4rpc_lease_t *lease = srpc_lease_find(ledger, cookie);

    return lease != NULL && lease->badge == env->badge ? lease : NULL;
}

/* The client's lease after the one that a cookie names; the first for cookie 0. */
static seL4_Error find_next(const sel4rpc_client_record_t *client, uint64_t cookie, LeaseMessage *next)
{
    const sel4rpc_lease_t *lease = client->ledger.held;

    if (cookie != 0) {
        const sel4rpc_lease_t *before = srpc_lease_find(&client->ledger, cookie);
        if (before == NULL) {
            return seL4_InvalidCapability;
        }
        lease = before->next;
    }
    if (lease == NULL) {
        return seL4_FailedLookup;
    }
    *next = srpc_lease_describe(lease);
    if (lease->kind == LeaseKind_MEMORY &&
        !srpc_limits_allow_address(&client->limits, lease->first, lease->last)) {
        next->first = 1; /* as if it were unknown */
        next->last = 0;
    }
    return seL4_NoError;
}

/* Each offer is a range of its own. */
static seL4_Error find_offer(const sel4rpc_limits_t *limits, const RangeMessage *request, RangeMessage *range)
{
    if (request->index >= limits->offer_count) {
        return seL4_FailedLookup;
    }
    *range = *request;
    range->first = range->last = limits->offers[request->index].name;
    return seL4_NoError;
}

static seL4_Error find_range(const sel4rpc_client_record_t *client, const RangeMessage *request,
                             RangeMessage *range)
{
    const sel4rpc_set_t *set = srpc_limits_set(&client->limits, request->kind);

    if (request->kind == LeaseKind_CAPABILITY) {
        return find_offer(&client->limits, request, range);
    }
    if (set == NULL) {
        return seL4_InvalidArgument;
    }
    if (request->index >= (set->all ? 1 : set->count)) {
        return seL4_FailedLookup;
    }
    *range = *request;
    range->first = set->all ? 0 : set->ranges[request->index].first;
    range->last = set->all ? UINT64_MAX : set->ranges[request->index].last;
    return seL4_NoError;
}

/* Tells a registered client what it holds and may have. */
static seL4_Error query(sel4rpc_server_env_t *env, const RpcMessage *request, ReturnMessage *answer)
{
    const sel4rpc_client_record_t *client = srpc_client_of(&env->clients, env->badge);

    if (client == NULL) {
        env->reason = Reason_NOT_SERVED;
        return seL4_IllegalOperation;
    }
    switch (request->which_msg) {
    case RpcMessage_account_tag:
        answer->which_detail = ReturnMessage_account_tag;
        return (seL4_Error)sel4rpc_server_get_account(env, env->badge, &answer->detail.account);
    case RpcMessage_lease_tag:
        answer->which_detail = ReturnMessage_lease_tag;
        return find_next(client, request->msg.lease.cookie, &answer->detail.lease);
    default:
        answer->which_detail = ReturnMessage_range_tag;
        return find_range(client, &request->msg.range, &answer->detail.range);
    }
}

/* Releases a lease at its holder's request. If that is the first thing a client does with its first grant,
 * the capability may not have arrived: the server cannot find out otherwise. */
static seL4_Error give_back(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease)
{
    if (lease->generation == 1 && srpc_ledger_of(env, lease->client)->generation == 1) {
        env->statistics.undelivered++;
        ZF_LOGW(
            "badge %lu frees its first grant: does the endpoint capability that the server receives on, or "
            "the reply object's, have the Grant right?",
            (unsigned long)env->badge);
    }
    return srpc_lease_release(env, lease);
}

/* FREE: the cookie must name memory of this type and size. */
static seL4_Error free_memory(sel4rpc_server_env_t *env, const MemoryAllocMessage *request)
{
    sel4rpc_lease_t *lease = own_lease(env, request->address);
    struct object object;

    if (lease == NULL || lease->kind != LeaseKind_MEMORY) {
        return seL4_InvalidCapability;
    }
    if (srpc_object_measure(request->type, request->size_bits, &object) != seL4_NoError ||
        object.type != lease->type || object.size_bits != lease->size_bits) {
        return seL4_InvalidArgument;
    }
    return give_back(env, lease);
}

static seL4_Error release(sel4rpc_server_env_t *env, uint64_t cookie)
{
    sel4rpc_lease_t *lease = own_lease(env, cookie);

    return lease != NULL ? give_back(env, lease) : seL4_InvalidCapability;
}

/* Acts on a request. On success, either it has been answered or env->answer is to be sent. */
static seL4_Error act(sel4rpc_server_env_t *env, const RpcMessage *request)
{
    ReturnMessage *answer = srpc_answer_new(env);

    switch (request->which_msg) {
    case RpcMessage_memory_tag:
        switch (request->msg.memory.action) {
        case Action_ALLOCATE:
            return srpc_grant(env, &srpc_memory_resource, request);
        case Action_FREE:
            return free_memory(env, &request->msg.memory);
        default:
            return seL4_InvalidArgument;
        }
    case RpcMessage_irq_tag:
        return srpc_grant(env, &srpc_irq_resource, request);
    case RpcMessage_ioport_tag:
        return srpc_grant(env, &srpc_ioport_resource, request);
    case RpcMessage_capability_tag:
        return srpc_grant(env, &srpc_capability_resource, request);
    case RpcMessage_release_tag:
        return release(env, request->msg.release.cookie);
    case RpcMessage_version_tag:
        srpc_answer_add_version(answer);
        return seL4_NoError;
    case RpcMessage_account_tag:
    case RpcMessage_lease_tag:
    case RpcMessage_range_tag:
        return query(env, request, answer);
    default:
        return seL4_InvalidArgument;
    }
}

/* The reason of an error, if whoever found it did not tell another. */
static Reason reason_of(seL4_Error error)
{
    static const uint8_t reasons[] = {
        [seL4_InvalidArgument] = Reason_BAD_REQUEST,
        [seL4_InvalidCapability] = Reason_NOT_HELD,
        [seL4_IllegalOperation] = Reason_NOT_SUPPORTED,
        [seL4_RangeError] = Reason_BAD_REQUEST,
        [seL4_AlignmentError] = Reason_BAD_REQUEST,
        [seL4_FailedLookup] = Reason_NO_MORE,
        [seL4_TruncatedMessage] = Reason_REFUSED,
        [seL4_DeleteFirst] = Reason_IN_USE,
        [seL4_RevokeFirst] = Reason_IN_USE,
        [seL4_NotEnoughMemory] = Reason_NO_MEMORY,
    };

    return (Reason)reasons[error];
}

int sel4rpc_default_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg)
{
    (void)data;
    if (!env->answer_is_due) {
        return seL4_IllegalOperation;
    }
    env->reason = Reason_UNTOLD;
    seL4_Error error = act(env, rpcMsg);
    if (error != seL4_NoError) {
        ReturnMessage *answer = srpc_answer_new(env);
        answer->errorCode = error;
        answer->reason = env->reason != Reason_UNTOLD ? env->reason : reason_of(error);
        ZF_LOGI("refused request %d of badge %lu: %s: %s", (int)rpcMsg->which_msg, (unsigned long)env->badge,
                sel4rpc_strerror((int)error), sel4rpc_strreason(answer->reason));
    }
    if (env->answer_is_due) {
        srpc_answer(env, seL4_CapNull, false);
    }
    return (int)error;
}
