/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: finding one by its badge, and charging it.
 */
#pragma once

#include <sel4rpc/server.h>

/* The account of a badge, or NULL. Constant time: badges are hashed. */
struct sel4rpc_account *sel4rpc_account_find(const struct sel4rpc_accounts *accounts, seL4_Word badge);

/* Takes a record for a badge that has none. Returns NULL where there is no room. */
struct sel4rpc_account *sel4rpc_account_new(struct sel4rpc_accounts *accounts, seL4_Word badge)
    __attribute__((warn_unused_result));
void sel4rpc_account_destroy(struct sel4rpc_accounts *accounts, struct sel4rpc_account *account);

/* Enters a lease into an account, which may be NULL: charges it, and puts it into the account's list. */
void sel4rpc_account_charge(sel4rpc_server_env_t *env, struct sel4rpc_account *account,
                            struct sel4rpc_lease *lease);
/* Takes it out again. */
void sel4rpc_account_uncharge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease);

/* The bytes of memory that a lease is charged for. */
uint64_t sel4rpc_lease_bytes(const struct sel4rpc_lease *lease);

/* The user's memory in place of malloc's; only while no client is registered. */
void sel4rpc_accounts_use_memory(struct sel4rpc_accounts *accounts, struct sel4rpc_account *records,
                                 size_t count);

/* Whether the accounts are consistent with themselves and with the leases. */
bool sel4rpc_accounts_are_valid(const sel4rpc_server_env_t *env, bool all);
