/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The records stand in the env for the first few, then in the user's array or in blocks from malloc, each
 * twice as large as the one before; they never move. Records not in use form a list through their index
 * member.
 *
 * A cookie fits in one word, so that a client may keep it in an seL4_Word: index + 1 in the lower bits, the
 * grant's generation above, which makes for short numbers on the wire. The generation counts all grants of
 * the env, so a cookie does not come again before it wraps: after 2^32 grants, or 2^18 where words have 32
 * bits.
 */
#include "server/lease.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(sel4rpc_server_env_t) < 1024, "an env may stand on a small stack");
_Static_assert(SEL4RPC_MAX_LEASES <= (uint64_t)SEL4RPC_INLINE_LEASES << SEL4RPC_LEASE_BLOCKS,
               "there is a block for each");

void srpc_lease_init(sel4rpc_leases_t *leases)
{
    memset(leases, 0, sizeof(*leases));
}

void srpc_lease_use_memory(sel4rpc_leases_t *leases, sel4rpc_lease_t *records, size_t count)
{
    size_t most = SEL4RPC_MAX_LEASES - SEL4RPC_INLINE_LEASES;

    leases->given = records;
    leases->given_count = (uint32_t)(count < most ? count : most);
}

/* Sees to it that the record after the last one has a place. */
static bool reserve(sel4rpc_leases_t *leases)
{
    if (leases->capacity < SEL4RPC_INLINE_LEASES) {
        return true;
    }
    if (leases->given != NULL) {
        return leases->capacity - SEL4RPC_INLINE_LEASES < leases->given_count;
    }
    if (leases->capacity == SEL4RPC_MAX_LEASES) {
        return false;
    }
    unsigned block = 31u - (unsigned)__builtin_clz(leases->capacity / SEL4RPC_INLINE_LEASES);

    if (leases->blocks[block] == NULL) {
        leases->blocks[block] = calloc((size_t)SEL4RPC_INLINE_LEASES << block, sizeof(sel4rpc_lease_t));
    }
    return leases->blocks[block] != NULL;
}

/* Makes one more record exist. */
static bool grow(sel4rpc_leases_t *leases, uint32_t *index)
{
    if (!reserve(leases)) {
        return false;
    }
    *index = leases->capacity++;
    return true;
}

sel4rpc_lease_t *srpc_lease_new(sel4rpc_leases_t *leases)
{
    uint32_t index;

    if (leases->first_free != 0) {
        index = leases->first_free - 1;
        leases->first_free = srpc_lease_at(leases, index + 1)->index;
    } else if (!grow(leases, &index)) {
        return NULL;
    }

    sel4rpc_lease_t *lease = srpc_lease_at(leases, index + 1);
    leases->generation = (leases->generation + 1) & SEL4RPC_GENERATION_MASK;
    leases->held++;
    *lease = (sel4rpc_lease_t){.generation = leases->generation, .index = index};
    return lease;
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

static void drop_blocks(sel4rpc_leases_t *leases)
{
    for (unsigned block = 0; block < SEL4RPC_LEASE_BLOCKS && leases->blocks[block] != NULL; block++) {
        free(leases->blocks[block]);
        leases->blocks[block] = NULL;
    }
    leases->capacity = 0;
    leases->first_free = 0;
}

void srpc_lease_destroy(sel4rpc_leases_t *leases, sel4rpc_lease_t *lease)
{
    uint32_t index = lease->index;

    *lease = (sel4rpc_lease_t){.index = leases->first_free};
    leases->first_free = index + 1;
    leases->held--;
    if (leases->held == 0) {
        drop_blocks(leases);
    }
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

sel4rpc_lease_t *srpc_lease_in_block(const sel4rpc_leases_t *leases, uint32_t index)
{
    if (leases->given != NULL) {
        return &leases->given[index - SEL4RPC_INLINE_LEASES];
    }
    unsigned block = 31u - (unsigned)__builtin_clz(index / SEL4RPC_INLINE_LEASES);

    return &leases->blocks[block][index - ((uint32_t)SEL4RPC_INLINE_LEASES << block)];
}
