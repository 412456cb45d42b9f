/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: their table, finding one by its badge, and charging it.
 */
#pragma once

#include <sel4rpc/server.h>

/* The head of the bucket of a badge; the table must not be empty. The multiplier is 2^64 divided by the
 * golden ratio: badges that follow each other fall far apart. */
static inline uint32_t *srpc_account_bucket(const struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    uint64_t hash = ((uint64_t)badge * UINT64_C(0x9e3779b97f4a7c15)) >> 32;

    return &accounts->records[hash * accounts->capacity >> 32].bucket;
}

/* The index + 1 of a badge's account, or 0. Constant time: badges are hashed. */
uint32_t srpc_account_find(const struct sel4rpc_accounts *accounts, seL4_Word badge);

/* The account of a badge, or NULL. */
static inline struct sel4rpc_account *srpc_account_of(const struct sel4rpc_accounts *accounts,
                                                      seL4_Word badge)
{
    uint32_t number = srpc_account_find(accounts, badge);

    return number != 0 ? &accounts->records[number - 1] : NULL;
}

/* The index + 1 of the account of the request that is being served, or 0. The server has looked it up, but a
 * handler may have registered the client since. */
static inline uint32_t srpc_account_of_request(const sel4rpc_server_env_t *env)
{
    return env->account != 0 ? env->account : srpc_account_find(&env->accounts, env->badge);
}

/* Takes a record for a badge that has none. Returns NULL where there is no room. */
struct sel4rpc_account *srpc_account_new(struct sel4rpc_accounts *accounts, seL4_Word badge)
    __attribute__((warn_unused_result));
void srpc_account_destroy(struct sel4rpc_accounts *accounts, struct sel4rpc_account *account);

/* Enters a lease into its account, if it has one: charges it, and puts it into the account's list. */
void srpc_account_charge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease);
/* Takes it out again. */
void srpc_account_uncharge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease);

/* The bytes of memory that a lease is charged for. */
static inline uint64_t srpc_lease_bytes(const struct sel4rpc_lease *lease)
{
    return lease->memory_bits != 0 ? UINT64_C(1) << lease->memory_bits : 0;
}

/* The user's memory in place of malloc's; only while no client is registered. */
void srpc_accounts_use_memory(struct sel4rpc_accounts *accounts, struct sel4rpc_account *records,
                              size_t count);
