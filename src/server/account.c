/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: finding one by its badge, and what it is charged for.
 */
#include "server/account.h"

#include "server/lease.h"

uint32_t sel4rpc_account_find(const struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    if (accounts->count == 0) {
        return 0;
    }
    uint32_t number = *sel4rpc_account_bucket(accounts, badge);

    while (number != 0 && accounts->records[number - 1].badge != badge) {
        number = accounts->records[number - 1].next;
    }
    return number;
}

void sel4rpc_account_charge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    env->balance.granted++;
    if (lease->account == 0) {
        return;
    }
    struct sel4rpc_account *account = &env->accounts.records[lease->account - 1];

    account->leases++;
    account->memory_bytes += sel4rpc_lease_bytes(lease);
    env->leases.accounted++;
    lease->next = account->first_lease;
    lease->previous = 0;
    if (lease->next != 0) {
        sel4rpc_lease_at(&env->leases, lease->next)->previous = lease->index + 1;
    }
    account->first_lease = lease->index + 1;
}

void sel4rpc_account_uncharge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    env->balance.released++;
    if (lease->account == 0) {
        return;
    }
    struct sel4rpc_account *account = &env->accounts.records[lease->account - 1];

    account->leases--;
    account->memory_bytes -= sel4rpc_lease_bytes(lease);
    env->leases.accounted--;
    if (lease->previous != 0) {
        sel4rpc_lease_at(&env->leases, lease->previous)->next = lease->next;
    } else {
        account->first_lease = lease->next;
    }
    if (lease->next != 0) {
        sel4rpc_lease_at(&env->leases, lease->next)->previous = lease->previous;
    }
}
