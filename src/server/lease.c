/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records live in blocks of equal size that never move. A ledger numbers its blocks from 0 as it adds them;
 * they form a tree: the digits of a block's number, lowest first, are the way to it from the root. So a block
 * comes after its parent, and a few steps find any of them. A ledger's leases form a list, its unused records
 * another, last in, first out. Blocks stay until the ledger is freed.
 *
 * A cookie fits in one word, so that a client can keep it in an seL4_Word. Generations count the grants of a
 * ledger, so a cookie repeats only after 2^32 of them, or 2^14 if words have 32 bits.
 */
#include "server/lease.h"

#include <stdlib.h>

_Static_assert(sizeof(sel4rpc_server_env_t) < 1024, "an env may stand on a small stack");

/* The pointer to a block, in its parent or the root. */
static sel4rpc_lease_block_t **link_to(const sel4rpc_ledger_t *ledger, uint32_t block)
{
    sel4rpc_lease_block_t **link = (sel4rpc_lease_block_t **)&ledger->root;

    while (block != 0) {
        block--;
        link = &(*link)->children[block % SEL4RPC_BLOCK_CHILDREN];
        block /= SEL4RPC_BLOCK_CHILDREN;
    }
    return link;
}

static sel4rpc_lease_block_t *new_block(sel4rpc_block_pool_t *pool)
{
    sel4rpc_lease_block_t *block = pool->unused;

    if (pool->given == NULL) {
        block = calloc(1, sizeof(*block));
    } else if (block != NULL) {
        pool->unused = block->children[0];
    } else if (pool->given_used < pool->given_count) {
        block = &pool->given[pool->given_used++];
    }
    pool->in_use += block != NULL;
    return block;
}

static void free_block(sel4rpc_block_pool_t *pool, sel4rpc_lease_block_t *block)
{
    pool->in_use--;
    if (pool->given == NULL) {
        free(block);
    } else {
        block->children[0] = pool->unused;
        pool->unused = block;
    }
}

/* Adds a block of unused records. */
static bool add_block(sel4rpc_block_pool_t *pool, sel4rpc_ledger_t *ledger)
{
    uint32_t first = srpc_ledger_capacity(ledger);
    sel4rpc_lease_block_t *block = first < SEL4RPC_MAX_LEASES ? new_block(pool) : NULL;

    if (block == NULL) {
        return false;
    }
    for (uint32_t i = SEL4RPC_BLOCK_LEASES; i-- > 0;) {
        block->leases[i] = (sel4rpc_lease_t){.index = first + i, .next = ledger->unused};
        ledger->unused = &block->leases[i];
    }
    *link_to(ledger, ledger->blocks++) = block;
    return true;
}

bool srpc_ledger_free(sel4rpc_block_pool_t *pool, sel4rpc_ledger_t *ledger, uint32_t most)
{
    ledger->unused = NULL;
    for (; ledger->blocks > 0 && most > 0; most--) { /* children before their parents */
        sel4rpc_lease_block_t **link = link_to(ledger, --ledger->blocks);
        free_block(pool, *link);
        *link = NULL;
    }
    return ledger->blocks > 0;
}

/* Puts a lease into the list of those held: of memory after the last other one, any other at the head. */
static void hold(sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease, bool of_memory)
{
    sel4rpc_lease_t **link = of_memory && ledger->last != NULL ? &ledger->last->next : &ledger->held;

    lease->previous = link == &ledger->held ? NULL : ledger->last;
    lease->next = *link;
    if (lease->next != NULL) {
        lease->next->previous = lease;
    }
    *link = lease;
    if (!of_memory && ledger->last == NULL) {
        ledger->last = lease;
    }
}

sel4rpc_lease_t *srpc_lease_new(sel4rpc_block_pool_t *pool, sel4rpc_ledger_t *ledger, bool of_memory)
{
    if (ledger->unused == NULL && !add_block(pool, ledger)) {
        return NULL;
    }
    sel4rpc_lease_t *lease = ledger->unused;
    ledger->unused = lease->next;
    ledger->generation = ledger->generation % SEL4RPC_MAX_GENERATION + 1;
    ledger->count++;
    *lease = (sel4rpc_lease_t){.generation = ledger->generation, .index = lease->index};
    hold(ledger, lease, of_memory);
    return lease;
}

void srpc_lease_destroy(sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease)
{
    if (lease->previous != NULL) {
        lease->previous->next = lease->next;
    } else {
        ledger->held = lease->next;
    }
    if (lease->next != NULL) {
        lease->next->previous = lease->previous;
    }
    if (ledger->last == lease) {
        ledger->last = lease->previous;
    }
    *lease = (sel4rpc_lease_t){.index = lease->index, .next = ledger->unused};
    ledger->unused = lease;
    ledger->count--;
}

void srpc_lease_move(sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease, sel4rpc_ledger_t *to,
                     sel4rpc_lease_t *record)
{
    sel4rpc_lease_t moved = *lease;

    moved.next = record->next;
    moved.previous = record->previous;
    moved.generation = record->generation;
    moved.index = record->index;
    *record = moved;
    to->memory_bytes += srpc_lease_bytes(lease);
    ledger->memory_bytes -= srpc_lease_bytes(lease);
    srpc_lease_destroy(ledger, lease);
}

sel4rpc_lease_t *srpc_lease_at(const sel4rpc_ledger_t *ledger, uint32_t index)
{
    return &(*link_to(ledger, index / SEL4RPC_BLOCK_LEASES))->leases[index % SEL4RPC_BLOCK_LEASES];
}

sel4rpc_lease_t *srpc_lease_find(const sel4rpc_ledger_t *ledger, uint64_t cookie)
{
    uint64_t index = cookie % SEL4RPC_MAX_LEASES;

    if (index >= srpc_ledger_capacity(ledger)) {
        return NULL;
    }
    sel4rpc_lease_t *lease = srpc_lease_at(ledger, (uint32_t)index);

    return lease->slot != 0 && srpc_lease_cookie(lease) == cookie ? lease : NULL;
}

sel4rpc_lease_t *srpc_lease_find_same(const sel4rpc_ledger_t *ledger, LeaseKind kind, uint64_t first,
                                      uint64_t last, uint64_t how)
{
    sel4rpc_lease_t *end = ledger->last != NULL ? ledger->last->next : ledger->held;

    for (sel4rpc_lease_t *lease = ledger->held; lease != end; lease = lease->next) {
        if (lease->kind == kind && lease->first == first && lease->last == last &&
            lease->type == (seL4_Word)(how >> 32) && lease->vka_cookie == (seL4_Word)(uint32_t)how) {
            return lease;
        }
    }
    return NULL;
}
