/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server's own side of leases: registering clients, taking back, and looking at what there is.
 */
#include "clients.h"

#include "grant.h"
#include "limit.h"

int sel4rpc_server_register(sel4rpc_server_env_t *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                            const char **wrong)
{
    const char *ignored;

    wrong = wrong != NULL ? wrong : &ignored;
    *wrong = NULL;
    /* Before the limits, which would be in the way of those that the badge has already. */
    if (sel4rpc_account_find(&env->accounts, badge) != NULL) {
        return seL4_DeleteFirst;
    }
    seL4_Error error = sel4rpc_limits_check(&env->accounts, limits, wrong);
    if (error != seL4_NoError) {
        return (int)error;
    }
    struct sel4rpc_account *account = sel4rpc_account_new(&env->accounts, badge);
    if (account == NULL) {
        return seL4_NotEnoughMemory;
    }
    account->limits = *limits;
    return 0;
}

int sel4rpc_server_use_accounts(sel4rpc_server_env_t *env, struct sel4rpc_account *accounts, size_t count)
{
    if (accounts == NULL || count == 0) {
        return seL4_InvalidArgument;
    }
    if (env->accounts.count != 0) {
        return seL4_IllegalOperation;
    }
    sel4rpc_accounts_use_memory(&env->accounts, accounts, count);
    return 0;
}

int sel4rpc_server_release(sel4rpc_server_env_t *env, uint64_t cookie)
{
    struct sel4rpc_lease *lease = sel4rpc_lease_find(&env->leases, cookie);

    return lease != NULL ? (int)sel4rpc_take_back(env, lease) : seL4_InvalidCapability;
}

/* The leases of an account, by its list: constant time each. */
static seL4_Error release_account(sel4rpc_server_env_t *env, const struct sel4rpc_account *account)
{
    seL4_Error first_error = seL4_NoError;
    uint32_t number = account->first_lease;

    while (number != 0) {
        struct sel4rpc_lease *lease = sel4rpc_lease_at(&env->leases, number);
        number = lease->next;
        seL4_Error error = sel4rpc_take_back(env, lease);
        first_error = first_error != seL4_NoError ? first_error : error;
    }
    return first_error;
}

/* The leases of a badge that are no account's, or of all badges. */
static seL4_Error release_others(sel4rpc_server_env_t *env, const seL4_Word *badge)
{
    seL4_Error first_error = seL4_NoError;
    uint32_t position = 0;
    struct sel4rpc_lease *lease;

    while ((lease = sel4rpc_lease_next(&env->leases, &position)) != NULL) {
        if (badge == NULL || (lease->badge == *badge && lease->account == 0)) {
            seL4_Error error = sel4rpc_take_back(env, lease);
            first_error = first_error != seL4_NoError ? first_error : error;
        }
    }
    return first_error;
}

void sel4rpc_release_all(sel4rpc_server_env_t *env)
{
    (void)release_others(env, NULL);
}

int sel4rpc_server_release_client(sel4rpc_server_env_t *env, seL4_Word badge)
{
    const struct sel4rpc_account *account = sel4rpc_account_find(&env->accounts, badge);
    seL4_Error error = account != NULL ? release_account(env, account) : seL4_NoError;

    /* Leases from before the client was registered: only where there are any, so that others do not pay for
     * it. */
    if (env->leases.held != env->leases.accounted) {
        seL4_Error other_error = release_others(env, &badge);
        error = error != seL4_NoError ? error : other_error;
    }
    return (int)error;
}

int sel4rpc_server_unregister(sel4rpc_server_env_t *env, seL4_Word badge)
{
    struct sel4rpc_account *account = sel4rpc_account_find(&env->accounts, badge);

    if (account == NULL) {
        return seL4_FailedLookup;
    }
    int error = sel4rpc_server_release_client(env, badge);
    if (error == 0) {
        sel4rpc_account_destroy(&env->accounts, account);
    }
    return error;
}

int sel4rpc_server_get_account(const sel4rpc_server_env_t *env, seL4_Word badge, AccountMessage *message)
{
    const struct sel4rpc_account *account = sel4rpc_account_find(&env->accounts, badge);

    if (account == NULL) {
        return seL4_FailedLookup;
    }
    *message = (AccountMessage){
        .memory_bytes = account->memory_bytes,
        .memory_limit = account->limits.memory_bytes,
        .leases = account->leases,
        .leases_limit = account->limits.leases,
    };
    return 0;
}

bool sel4rpc_server_next_lease(const sel4rpc_server_env_t *env, uint32_t *position, LeaseMessage *message,
                               seL4_Word *badge)
{
    const struct sel4rpc_lease *lease = sel4rpc_lease_next(&env->leases, position);

    if (lease == NULL) {
        return false;
    }
    if (message != NULL) {
        *message = sel4rpc_lease_message(lease);
    }
    if (badge != NULL) {
        *badge = lease->badge;
    }
    return true;
}

bool sel4rpc_server_is_valid(const sel4rpc_server_env_t *env, bool all)
{
    return sel4rpc_lease_is_valid(&env->leases, all) &&
           env->balance.granted - env->balance.released == env->leases.held &&
           sel4rpc_accounts_are_valid(env, all);
}
