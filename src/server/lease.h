/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The ledger: the records of all leases. On the wire a lease is known by its cookie, made of the record's
 * index and the generation of the grant: a number to compare, never a pointer. Everything here takes
 * constant time, except freeing all blocks.
 */
#pragma once

#include <sel4rpc/server.h>

/* Uses the caller's blocks instead of malloc(). Nothing may be held. */
void srpc_lease_use_memory(sel4rpc_leases_t *leases, sel4rpc_lease_block_t *blocks, size_t count);
/* Frees all blocks. Nothing may be held. */
void srpc_lease_free_blocks(sel4rpc_leases_t *leases);

/* Takes an unused record; set its slot first. Adds at most one block. NULL: no memory, or too many. */
sel4rpc_lease_t *srpc_lease_new(sel4rpc_leases_t *leases) WARN_UNUSED_RESULT;
/* Returns a record; its cookie no longer names anything. */
void srpc_lease_destroy(sel4rpc_leases_t *leases, sel4rpc_lease_t *lease);

/* A cookie is the index in this many bits and above them the generation, which is never 0. */
#define SEL4RPC_INDEX_BITS 14u
#define SEL4RPC_MAX_LEASES (1u << SEL4RPC_INDEX_BITS)
#define SEL4RPC_MAX_GENERATION (seL4_WordBits == 64 ? UINT32_MAX : UINT32_MAX >> SEL4RPC_INDEX_BITS)

static inline uint64_t srpc_lease_cookie(const sel4rpc_lease_t *lease)
{
    return ((uint64_t)lease->generation << SEL4RPC_INDEX_BITS) | lease->index;
}

/* How many records there are, used and unused. */
static inline uint32_t srpc_lease_capacity(const sel4rpc_leases_t *leases)
{
    return leases->blocks * SEL4RPC_BLOCK_LEASES;
}

/* The record at an index, which must exist. */
sel4rpc_lease_t *srpc_lease_at(const sel4rpc_leases_t *leases, uint32_t index);
/* The lease that a cookie names, or NULL. */
sel4rpc_lease_t *srpc_lease_find(const sel4rpc_leases_t *leases, uint64_t cookie);
/* The first lease at or after record *position; sets *position to the one after it. NULL: no more. */
sel4rpc_lease_t *srpc_lease_next(const sel4rpc_leases_t *leases, uint32_t *position);
