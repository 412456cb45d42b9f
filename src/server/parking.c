/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parking: what the server keeps when a lease ends.
 *
 * The lease moves to a ledger of its own, in which the oldest is the last; vka and simple hear nothing of it.
 * The master has been revoked, and nobody gets a copy of it in the meantime: to release it, the server
 * deletes it. An untyped without children begins anew at its next Retype, which clears what was used of it;
 * so nothing is to be done when it is granted again. Source: seL4 manual, memory reuse.
 */
#include "server/parking.h"

#include "server/grant.h"
#include "server/lease.h"

sel4rpc_lease_t *srpc_parking_new(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease)
{
    /* Whoever hears of ports may have to give them back above; see sel4rpc_server_on_return(). */
    bool is_told = lease->kind != LeaseKind_MEMORY && env->returned != NULL;
    bool parks = env->most_parked != 0 && lease->parking != NEVER_PARKED && lease->client != 0 && !is_told &&
                 srpc_lease_bytes(lease) <= env->most_parked_bytes;

    if (!parks) {
        return NULL;
    }
    (void)srpc_parking_shrink(env, env->most_parked - 1, UINT64_MAX);
    return srpc_lease_new(&env->pool, &env->parked, false);
}

int srpc_parking_shrink(sel4rpc_server_env_t *env, uint32_t most, uint64_t most_bytes)
{
    const sel4rpc_ledger_t *parked = &env->parked;
    seL4_Error first_error = seL4_NoError;

    for (sel4rpc_lease_t *lease = parked->last, *previous;
         lease != NULL && (parked->count > most || parked->memory_bytes > most_bytes); lease = previous) {
        previous = lease->previous;
        seL4_Error error = srpc_lease_end(env, &env->parked, lease, NULL);
        first_error = first_error != seL4_NoError ? first_error : error;
    }
    return (int)first_error;
}

sel4rpc_lease_t *srpc_parking_find(sel4rpc_server_env_t *env, const struct claim *claim)
{
    if (claim->anywhere && claim->parking == NEVER_PARKED) {
        return NULL;
    }
    for (sel4rpc_lease_t *lease = env->parked.held, *next; lease != NULL; lease = next) {
        next = lease->next;
        if (lease->kind != claim->kind) {
            continue;
        }
        if (lease->parking == claim->parking && lease->size_bits == claim->object.size_bits &&
            (claim->anywhere || (lease->first == claim->first && lease->last == claim->last))) {
            return lease;
        }
        if (!claim->anywhere && lease->first <= claim->last && claim->first <= lease->last) {
            (void)srpc_lease_end(env, &env->parked, lease, NULL);
        }
    }
    return NULL;
}

void sel4rpc_server_set_parking(sel4rpc_server_env_t *env, uint32_t most_leases, uint64_t most_bytes)
{
    env->most_parked = most_leases;
    env->most_parked_bytes = most_bytes;
}

int sel4rpc_server_flush_parked(sel4rpc_server_env_t *env)
{
    int error = srpc_parking_shrink(env, 0, 0);

    if (env->parked.count == 0) {
        (void)srpc_ledger_free(&env->pool, &env->parked, UINT32_MAX);
    }
    return error;
}
