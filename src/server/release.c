/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Taking back, as the server itself does: one lease, all of a client's, all that there are.
 */
#include "server/release.h"

#include "server/account.h"
#include "server/grant.h"
#include "server/lease.h"

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
    const struct sel4rpc_account *account = sel4rpc_account_of(&env->accounts, badge);
    seL4_Error error = account != NULL ? release_account(env, account) : seL4_NoError;

    /* Leases from before the client was registered: only where there are any, so that others do not pay for
     * it. */
    if (env->leases.held != env->leases.accounted) {
        seL4_Error other_error = release_others(env, &badge);
        error = error != seL4_NoError ? error : other_error;
    }
    return (int)error;
}
