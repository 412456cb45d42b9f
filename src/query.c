/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Questions change nothing. A list is asked for one entry at a time, each in constant time.
 */
#include "query.h"

#include "grant.h"
#include "limit.h"

#define VERSION 2
#define FEATURE_LEASES 1

/* ---- The server itself asks. */

int sel4rpc_server_get_account(const sel4rpc_server_env_t *env, seL4_Word badge, AccountMessage *account)
{
    const struct sel4rpc_account *record = sel4rpc_account_of(&env->accounts, badge);

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
    const struct sel4rpc_lease *record = sel4rpc_lease_next(&env->leases, position);

    if (record == NULL) {
        return false;
    }
    if (lease != NULL) {
        *lease = sel4rpc_lease_message(record);
    }
    if (badge != NULL) {
        *badge = record->badge;
    }
    return true;
}

/* ---- A client asks. */

/* The lease after the one with the cookie, in the account's list; the first one for cookie 0. */
static seL4_Error find_next(const sel4rpc_server_env_t *env, const struct sel4rpc_account *account,
                            uint64_t cookie, LeaseMessage *message)
{
    uint32_t number = account->first_lease;

    if (cookie != 0) {
        const struct sel4rpc_lease *before = sel4rpc_own_lease(env, cookie);
        if (before == NULL || before->account == 0) {
            return seL4_InvalidCapability;
        }
        number = before->next;
    }
    if (number == 0) {
        return seL4_FailedLookup;
    }
    *message = sel4rpc_lease_message(sel4rpc_lease_at(&env->leases, number));
    return seL4_NoError;
}

static seL4_Error find_range(const struct sel4rpc_account *account, const RangeMessage *request,
                             RangeMessage *message)
{
    const sel4rpc_set_t *set = sel4rpc_limits_set(&account->limits, request->kind);

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

static seL4_Error tell_about(const struct sel4rpc_account *account, const sel4rpc_server_env_t *env,
                             const RpcMessage *request, ReturnMessage *answer)
{
    switch (request->which_msg) {
    case RpcMessage_account_tag:
        answer->which_detail = ReturnMessage_account_tag;
        return (seL4_Error)sel4rpc_server_get_account(env, env->badge, &answer->detail.account);
    case RpcMessage_lease_tag:
        answer->which_detail = ReturnMessage_lease_tag;
        return find_next(env, account, request->msg.lease.cookie, &answer->detail.lease);
    default: /* a range */
        answer->which_detail = ReturnMessage_range_tag;
        return find_range(account, &request->msg.range, &answer->detail.range);
    }
}

seL4_Error sel4rpc_query(const sel4rpc_server_env_t *env, const RpcMessage *request, ReturnMessage *answer)
{
    uint32_t number = sel4rpc_account_of_request(env);

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
        return tell_about(&env->accounts.records[number - 1], env, request, answer);
    default:
        return seL4_InvalidArgument;
    }
}
