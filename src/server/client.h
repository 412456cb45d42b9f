/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: their table, finding one by badge, and charging it.
 */
#pragma once

#include <sel4rpc/server.h>

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

/* Takes a record for a badge that has none. Returns NULL if there is no room. */
sel4rpc_client_record_t *srpc_client_new(sel4rpc_clients_t *clients, seL4_Word badge) WARN_UNUSED_RESULT;
void srpc_client_destroy(sel4rpc_clients_t *clients, sel4rpc_client_record_t *client);

/* Counts a new lease; charges its client, if registered, and adds it to the client's list. */
void srpc_client_charge(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease);
/* Undoes that. */
void srpc_client_uncharge(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease);

/* The bytes of memory that a lease is charged with. */
static inline uint64_t srpc_lease_bytes(const sel4rpc_lease_t *lease)
{
    return lease->memory_bits != 0 ? UINT64_C(1) << lease->memory_bits : 0;
}

/* Uses the caller's records instead of malloc(). No client may be registered. */
void srpc_clients_use_memory(sel4rpc_clients_t *clients, sel4rpc_client_record_t *records, size_t count);
