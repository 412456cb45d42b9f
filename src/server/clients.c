/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registering clients.
 */
#include "server/account.h"
#include "server/limit.h"

int sel4rpc_server_register(sel4rpc_server_env_t *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                            const char **wrong)
{
    const char *ignored;

    wrong = wrong != NULL ? wrong : &ignored;
    *wrong = NULL;
    /* Before the limits, which would be in the way of those that the badge has already. */
    if (sel4rpc_account_find(&env->accounts, badge) != 0) {
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

int sel4rpc_server_unregister(sel4rpc_server_env_t *env, seL4_Word badge)
{
    struct sel4rpc_account *account = sel4rpc_account_of(&env->accounts, badge);

    if (account == NULL) {
        return seL4_FailedLookup;
    }
    int error = sel4rpc_server_release_client(env, badge);
    if (error == 0) {
        sel4rpc_account_destroy(&env->accounts, account);
        env->account = 0; /* if it was the one whose request is being served */
    }
    return error;
}
