/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The ledger: records of what a server granted. On the wire a lease is named by its cookie, the record's
 * index and the generation of the grant: a number to be compared, never a pointer. All here is constant time,
 * but for the growth of the ledger by one block.
 */
#pragma once

#include <sel4rpc/server.h>

void srpc_lease_init(sel4rpc_leases_t *leases);
/* The user's memory in place of malloc's; only while nothing is held. */
void srpc_lease_use_memory(sel4rpc_leases_t *leases, sel4rpc_lease_t *records, size_t count);

/*
 * Takes a record; its members are the caller's to set, slot first of all. Returns NULL where no record can be
 * had.
 */
sel4rpc_lease_t *srpc_lease_new(sel4rpc_leases_t *leases) __attribute__((warn_unused_result));

/* Of a cookie: bits for the index + 1, and the generations that there can be. */
#define SEL4RPC_INDEX_BITS 14u
#define SEL4RPC_MAX_LEASES ((1u << SEL4RPC_INDEX_BITS) - 1)
#define SEL4RPC_GENERATION_MASK (seL4_WordBits == 64 ? UINT32_MAX : UINT32_MAX >> SEL4RPC_INDEX_BITS)

static inline uint64_t srpc_lease_cookie(const sel4rpc_lease_t *lease)
{
    return ((uint64_t)lease->generation << SEL4RPC_INDEX_BITS) | (lease->index + 1);
}

/* The lease that a cookie names, or NULL. */
sel4rpc_lease_t *srpc_lease_find(const sel4rpc_leases_t *leases, uint64_t cookie);

/* Gives a record back; its cookie names nothing any more. Blocks go back to malloc with the last one. */
void srpc_lease_destroy(sel4rpc_leases_t *leases, sel4rpc_lease_t *lease);

/* The record of an index from SEL4RPC_INLINE_LEASES on. Block n begins at index SEL4RPC_INLINE_LEASES << n.
 */
sel4rpc_lease_t *srpc_lease_in_block(const sel4rpc_leases_t *leases, uint32_t index);

/* The record of an index + 1, which has to exist. */
static inline sel4rpc_lease_t *srpc_lease_at(const sel4rpc_leases_t *leases, uint32_t number)
{
    return number <= SEL4RPC_INLINE_LEASES ? (sel4rpc_lease_t *)&leases->inline_records[number - 1]
                                           : srpc_lease_in_block(leases, number - 1);
}

/* The first lease at or after record *position, whose index + 1 goes to *position; NULL: no more. */
sel4rpc_lease_t *srpc_lease_next(const sel4rpc_leases_t *leases, uint32_t *position);
