/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: their table, and finding one by badge.
 */
#pragma once

#include <sel4rpc/server.h>

/* Of a client: a closed one is granted nothing until all its leases are released; a dismissed one never. */
enum client_state { CLIENT_IS_OPEN, CLIENT_IS_CLOSED, CLIENT_IS_DISMISSED };

/* The head of a badge's bucket; the table must not be empty. The multiplier is 2^64 divided by the golden
 * ratio: it scatters consecutive badges. */
static inline uint32_t *srpc_client_bucket(const sel4rpc_clients_t *clients, seL4_Word badge)
{
    uint64_t hash = ((uint64_t)badge * UINT64_C(0x9e3779b97f4a7c15)) >> 32;

    return &clients->records[hash * clients->capacity >> 32].bucket;
}

/* The index + 1 of a badge's client, or 0. Constant time. */
uint32_t srpc_client_find(const sel4rpc_clients_t *clients, seL4_Word badge);

/* The client of a badge, or NULL. */
static inline sel4rpc_client_record_t *srpc_client_of(const sel4rpc_clients_t *clients, seL4_Word badge)
{
    uint32_t number = srpc_client_find(clients, badge);

    return number != 0 ? &clients->records[number - 1] : NULL;
}

/* The next client, or NULL. number: in and out; 0 to begin. */
static inline const sel4rpc_client_record_t *srpc_client_next(const sel4rpc_clients_t *clients,
                                                              uint32_t *number)
{
    while (*number < clients->capacity) {
        const sel4rpc_client_record_t *client = &clients->records[(*number)++];
        if (client->in_use) {
            return client;
        }
    }
    return NULL;
}

/* The ledger of a client, index + 1; for 0 the strangers'. */
static inline sel4rpc_ledger_t *srpc_ledger_of(sel4rpc_server_env_t *env, uint32_t client)
{
    return client != 0 ? &env->clients.records[client - 1].ledger : &env->strangers;
}

/* Takes a record for a badge that has none. Returns NULL if there is no room. */
sel4rpc_client_record_t *srpc_client_new(sel4rpc_clients_t *clients, seL4_Word badge,
                                         const sel4rpc_limits_t *limits) WARN_UNUSED_RESULT;
void srpc_client_destroy(sel4rpc_clients_t *clients, sel4rpc_client_record_t *client);

/* Uses the caller's records instead of malloc(). No client may be registered. */
void srpc_clients_use_memory(sel4rpc_clients_t *clients, sel4rpc_client_record_t *records, size_t count);
