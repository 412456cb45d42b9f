/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Ledgers: the lease records of one client, or of all badges that are not registered. A client knows a lease
 * by its cookie, made of the record's index and the generation of the grant, both counted in its own ledger:
 * so it tells nothing about others. It is a number to compare, never a pointer. Everything here takes
 * constant time, unless stated otherwise.
 */
#pragma once

#include <sel4rpc/server.h>

/* Takes an unused record, and adds at most one block; set its slot first. NULL: no memory, or the ledger is
 * full. */
sel4rpc_lease_t *srpc_lease_new(sel4rpc_block_pool_t *pool, sel4rpc_ledger_t *ledger,
                                bool of_memory) WARN_UNUSED_RESULT;
/* Returns a record; its cookie no longer names anything. */
void srpc_lease_destroy(sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease);

/* Moves what a lease holds, and the charge, to a new record of another ledger, and returns the old one. */
void srpc_lease_move(sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease, sel4rpc_ledger_t *to,
                     sel4rpc_lease_t *record);

/* A cookie is the index in so many bits, and above them the generation, never 0. */
#define SEL4RPC_INDEX_BITS (seL4_WordBits == 64 ? 20u : 18u)
#define SEL4RPC_MAX_LEASES (1u << SEL4RPC_INDEX_BITS)
#define SEL4RPC_MAX_GENERATION (seL4_WordBits == 64 ? UINT32_MAX : UINT32_MAX >> SEL4RPC_INDEX_BITS)

static inline uint64_t srpc_lease_cookie(const sel4rpc_lease_t *lease)
{
    return (uint64_t)lease->generation << SEL4RPC_INDEX_BITS | lease->index;
}

/* The bytes of memory that a lease is charged with. */
static inline uint64_t srpc_lease_bytes(const sel4rpc_lease_t *lease)
{
    return lease->memory_bits != 0 ? UINT64_C(1) << lease->memory_bits : 0;
}

/* A lease as clients are told it. */
static inline LeaseMessage srpc_lease_describe(const sel4rpc_lease_t *lease)
{
    return (LeaseMessage){
        .cookie = srpc_lease_cookie(lease),
        .kind = (LeaseKind)lease->kind,
        .first = lease->first,
        .last = lease->last,
        .type = lease->kind == LeaseKind_MEMORY ? lease->type : 0,
        .size_bits = lease->size_bits,
    };
}

/* Remembers how an interrupt was asked for. */
static inline void srpc_lease_set_how(sel4rpc_lease_t *lease, uint64_t how)
{
    lease->type = (seL4_Word)(how >> 32);
    lease->vka_cookie = (seL4_Word)(uint32_t)how;
}

/* Finds the lease of the same numbers that was asked for in the same way: not of memory, nor of a capability.
 * Takes time for all such leases in the ledger. NULL: there is none. */
sel4rpc_lease_t *srpc_lease_find_same(const sel4rpc_ledger_t *ledger, LeaseKind kind, uint64_t first,
                                      uint64_t last, uint64_t how);

/* The lease that a cookie names in a ledger, or NULL. */
sel4rpc_lease_t *srpc_lease_find(const sel4rpc_ledger_t *ledger, uint64_t cookie);

/* How many records a ledger has, used and unused. */
static inline uint32_t srpc_ledger_capacity(const sel4rpc_ledger_t *ledger)
{
    return ledger->blocks * SEL4RPC_BLOCK_LEASES;
}

/* The record at an index, which must exist. */
sel4rpc_lease_t *srpc_lease_at(const sel4rpc_ledger_t *ledger, uint32_t index);

/* Frees at most so many blocks of a ledger without leases, in time for each. Returns whether there are more.
 */
bool srpc_ledger_free(sel4rpc_block_pool_t *pool, sel4rpc_ledger_t *ledger, uint32_t most);
