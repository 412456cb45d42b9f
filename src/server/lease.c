/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records live in blocks of equal size that never move. Blocks are numbered from 0 as they are added, and
 * form a tree: the digits of a block's number, lowest first, are the way to it from the root. So a block
 * comes after its parent, and a few steps find any of them. Unused records form a list. Blocks stay until
 * nothing is held and the server cleans up.
 *
 * A cookie fits in one word, so that a client can keep it in an seL4_Word: the index in the low bits, the
 * grant's generation above. The generation counts all grants of the env, so a cookie repeats only after 2^32
 * grants, or 2^18 if words have 32 bits.
 */
#include "server/lease.h"

#include <stdlib.h>

_Static_assert(sizeof(sel4rpc_server_env_t) < 1024, "an env may stand on a small stack");

#define MAX_BLOCKS (SEL4RPC_MAX_LEASES / SEL4RPC_BLOCK_LEASES)

void srpc_lease_use_memory(sel4rpc_leases_t *leases, sel4rpc_lease_block_t *blocks, size_t count)
{
    srpc_lease_free_blocks(leases);
    leases->given = blocks;
    leases->given_count = (uint32_t)(count < MAX_BLOCKS ? count : MAX_BLOCKS);
}

/* The pointer to a block, in its parent or the root. */
static sel4rpc_lease_block_t **link_to(const sel4rpc_leases_t *leases, uint32_t block)
{
    sel4rpc_lease_block_t **link = (sel4rpc_lease_block_t **)&leases->root;

    while (block != 0) {
        block--;
        link = &(*link)->children[block % SEL4RPC_BLOCK_CHILDREN];
        block /= SEL4RPC_BLOCK_CHILDREN;
    }
    return link;
}

static sel4rpc_lease_block_t *new_block(const sel4rpc_leases_t *leases)
{
    if (leases->given != NULL) {
        return leases->blocks < leases->given_count ? &leases->given[leases->blocks] : NULL;
    }
    return leases->blocks < MAX_BLOCKS ? calloc(1, sizeof(*leases->root)) : NULL;
}

/* Adds a block of unused records. */
static bool add_block(sel4rpc_leases_t *leases)
{
    sel4rpc_lease_block_t *block = new_block(leases);

    if (block == NULL) {
        return false;
    }
    for (uint32_t i = SEL4RPC_BLOCK_LEASES; i-- > 0;) {
        block->leases[i] =
            (sel4rpc_lease_t){.index = srpc_lease_capacity(leases) + i, .next = leases->first_unused};
        leases->first_unused = &block->leases[i];
    }
    *link_to(leases, leases->blocks++) = block;
    return true;
}

void srpc_lease_free_blocks(sel4rpc_leases_t *leases)
{
    leases->first_unused = NULL;
    while (leases->blocks > 0) { /* children before their parents */
        sel4rpc_lease_block_t **link = link_to(leases, --leases->blocks);
        if (leases->given == NULL) {
            free(*link);
        }
        *link = NULL;
    }
}

sel4rpc_lease_t *srpc_lease_new(sel4rpc_leases_t *leases)
{
    if (leases->first_unused == NULL && !add_block(leases)) {
        return NULL;
    }
    sel4rpc_lease_t *lease = leases->first_unused;
    leases->first_unused = lease->next;
    leases->generation = leases->generation % SEL4RPC_MAX_GENERATION + 1;
    leases->held++;
    *lease = (sel4rpc_lease_t){.generation = leases->generation, .index = lease->index};
    return lease;
}

void srpc_lease_destroy(sel4rpc_leases_t *leases, sel4rpc_lease_t *lease)
{
    *lease = (sel4rpc_lease_t){.index = lease->index, .next = leases->first_unused};
    leases->first_unused = lease;
    leases->held--;
}

sel4rpc_lease_t *srpc_lease_at(const sel4rpc_leases_t *leases, uint32_t index)
{
    return &(*link_to(leases, index / SEL4RPC_BLOCK_LEASES))->leases[index % SEL4RPC_BLOCK_LEASES];
}

sel4rpc_lease_t *srpc_lease_find(const sel4rpc_leases_t *leases, uint64_t cookie)
{
    uint64_t index = cookie % SEL4RPC_MAX_LEASES;

    if (index >= srpc_lease_capacity(leases)) {
        return NULL;
    }
    sel4rpc_lease_t *lease = srpc_lease_at(leases, (uint32_t)index);

    return lease->slot != 0 && lease->generation == cookie >> SEL4RPC_INDEX_BITS ? lease : NULL;
}

sel4rpc_lease_t *srpc_lease_next(const sel4rpc_leases_t *leases, uint32_t *position)
{
    while (*position < srpc_lease_capacity(leases)) {
        sel4rpc_lease_t *lease = srpc_lease_at(leases, (*position)++);
        if (lease->slot != 0) {
            return lease;
        }
    }
    return NULL;
}
