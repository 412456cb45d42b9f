/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records live in blocks of equal size that never move. Blocks are numbered from 0 as they are added, and
 * form a tree: the digits of a block's number, lowest first, are the way to it from the root. So a block
 * comes after its parent, and a few steps find any of them. Unused records form a list through their index
 * member. Blocks stay until nothing is held and the server cleans up.
 *
 * A cookie fits in one word, so that a client can keep it in an seL4_Word: index + 1 in the low bits, the
 * grant's generation above. The generation counts all grants of the env, so a cookie repeats only after 2^32
 * grants, or 2^18 if words have 32 bits.
 */
#include "server/lease.h"

#include <stdlib.h>

_Static_assert(sizeof(sel4rpc_server_env_t) < 1024, "an env may stand on a small stack");

void srpc_lease_use_memory(sel4rpc_leases_t *leases, sel4rpc_lease_block_t *blocks, size_t count)
{
    srpc_lease_free_blocks(leases);
    leases->given = blocks;
    leases->given_count = (uint32_t)(count < SEL4RPC_MAX_LEASES ? count : SEL4RPC_MAX_LEASES);
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

static bool add_block(sel4rpc_leases_t *leases)
{
    sel4rpc_lease_block_t *block;

    if (leases->given == NULL) {
        block = calloc(1, sizeof(*block));
    } else {
        block = leases->blocks < leases->given_count ? &leases->given[leases->blocks] : NULL;
    }
    if (block == NULL) {
        return false;
    }
    *link_to(leases, leases->blocks++) = block;
    return true;
}

void srpc_lease_free_blocks(sel4rpc_leases_t *leases)
{
    while (leases->blocks > 0) { /* children before their parents */
        sel4rpc_lease_block_t **link = link_to(leases, --leases->blocks);
        if (leases->given == NULL) {
            free(*link);
        }
        *link = NULL;
    }
    leases->capacity = 0;
    leases->first_free = 0;
}

/* Makes one more record exist; returns its index + 1, or 0. */
static uint32_t grow(sel4rpc_leases_t *leases)
{
    if (leases->capacity == SEL4RPC_MAX_LEASES ||
        (leases->capacity == leases->blocks * SEL4RPC_BLOCK_LEASES && !add_block(leases))) {
        return 0;
    }
    return ++leases->capacity;
}

sel4rpc_lease_t *srpc_lease_new(sel4rpc_leases_t *leases)
{
    uint32_t number = leases->first_free != 0 ? leases->first_free : grow(leases);

    if (number == 0) {
        return NULL;
    }
    sel4rpc_lease_t *lease = srpc_lease_at(leases, number);
    if (number == leases->first_free) {
        leases->first_free = lease->index;
    }
    leases->generation = (leases->generation + 1) & SEL4RPC_GENERATION_MASK;
    leases->held++;
    *lease = (sel4rpc_lease_t){.generation = leases->generation, .index = number - 1};
    return lease;
}

void srpc_lease_destroy(sel4rpc_leases_t *leases, sel4rpc_lease_t *lease)
{
    uint32_t index = lease->index;

    *lease = (sel4rpc_lease_t){.index = leases->first_free};
    leases->first_free = index + 1;
    leases->held--;
}

sel4rpc_lease_t *srpc_lease_at(const sel4rpc_leases_t *leases, uint32_t number)
{
    uint32_t index = number - 1;

    return &(*link_to(leases, index / SEL4RPC_BLOCK_LEASES))->leases[index % SEL4RPC_BLOCK_LEASES];
}

sel4rpc_lease_t *srpc_lease_find(const sel4rpc_leases_t *leases, uint64_t cookie)
{
    uint64_t number = cookie & SEL4RPC_MAX_LEASES;

    if (number == 0 || number > leases->capacity) {
        return NULL;
    }
    sel4rpc_lease_t *lease = srpc_lease_at(leases, (uint32_t)number);

    return lease->slot != 0 && lease->generation == cookie >> SEL4RPC_INDEX_BITS ? lease : NULL;
}

sel4rpc_lease_t *srpc_lease_next(const sel4rpc_leases_t *leases, uint32_t *position)
{
    while (*position < leases->capacity) {
        sel4rpc_lease_t *lease = srpc_lease_at(leases, ++*position);
        if (lease->slot != 0) {
            return lease;
        }
    }
    return NULL;
}
