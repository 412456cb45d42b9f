/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The records stand in the env for the first few, then in the user's array or in blocks from malloc, each
 * twice as large as the one before; they never move. Records not in use form a list through their index
 * member.
 *
 * A cookie fits in one word, so that a client may keep it in an seL4_Word: index + 1 in the lower bits, the
 * grant's generation above. The generation counts all grants of the env, so a cookie does not come again
 * before it wraps: after 2^32 grants, or 2^18 where words have 32 bits.
 */
#include "lease.h"

#include <stdlib.h>
#include <string.h>

#define INDEX_BITS (seL4_WordBits == 64 ? 32u : 14u)
#define GENERATION_BITS ((unsigned)seL4_WordBits - INDEX_BITS)
#define GENERATION_MASK ((uint32_t)(UINT64_MAX >> (64 - GENERATION_BITS)))

_Static_assert(sizeof(sel4rpc_server_env_t) < 1024, "an env may stand on a small stack");
/* How many leases a server has at most; index + 1 of each fits in a cookie of any word size. */
#define MAX_LEASES ((1u << 14) - 1)
#define PIN_WORDS (sizeof(((struct sel4rpc_leases *)0)->pins) / sizeof(uint32_t))
_Static_assert(MAX_LEASES <= (uint64_t)SEL4RPC_INLINE_LEASES << SEL4RPC_LEASE_BLOCKS,
               "there is a block for each");

void sel4rpc_lease_init(struct sel4rpc_leases *leases)
{
    memset(leases, 0, sizeof(*leases));
}

void sel4rpc_lease_use_memory(struct sel4rpc_leases *leases, struct sel4rpc_lease *records, size_t count)
{
    size_t most = MAX_LEASES - SEL4RPC_INLINE_LEASES;

    leases->given = records;
    leases->given_count = (uint32_t)(count < most ? count : most);
}

/* Where the record of an index stands. Block n begins at index SEL4RPC_INLINE_LEASES << n. */
static struct sel4rpc_lease *record_at(const struct sel4rpc_leases *leases, uint32_t index)
{
    if (index < SEL4RPC_INLINE_LEASES) {
        return (struct sel4rpc_lease *)&leases->inline_records[index];
    }
    if (leases->given != NULL) {
        return &leases->given[index - SEL4RPC_INLINE_LEASES];
    }
    unsigned block = 31u - (unsigned)__builtin_clz(index / SEL4RPC_INLINE_LEASES);

    return &leases->blocks[block][index - ((uint32_t)SEL4RPC_INLINE_LEASES << block)];
}

/* Sees to it that the record after the last one has a place. */
static bool reserve(struct sel4rpc_leases *leases)
{
    if (leases->capacity < SEL4RPC_INLINE_LEASES) {
        return true;
    }
    if (leases->given != NULL) {
        return leases->capacity - SEL4RPC_INLINE_LEASES < leases->given_count;
    }
    if (leases->capacity == MAX_LEASES) {
        return false;
    }
    unsigned block = 31u - (unsigned)__builtin_clz(leases->capacity / SEL4RPC_INLINE_LEASES);

    if (leases->blocks[block] == NULL) {
        leases->blocks[block] = calloc((size_t)SEL4RPC_INLINE_LEASES << block, sizeof(struct sel4rpc_lease));
    }
    return leases->blocks[block] != NULL;
}

/* Makes one more record exist. */
static bool grow(struct sel4rpc_leases *leases, uint32_t *index)
{
    if (!reserve(leases)) {
        return false;
    }
    *index = leases->capacity++;
    return true;
}

struct sel4rpc_lease *sel4rpc_lease_new(struct sel4rpc_leases *leases)
{
    uint32_t index;

    if (leases->first_free != 0) {
        index = leases->first_free - 1;
        leases->first_free = record_at(leases, index)->index;
    } else if (!grow(leases, &index)) {
        return NULL;
    }

    struct sel4rpc_lease *lease = record_at(leases, index);
    leases->generation = (leases->generation + 1) & GENERATION_MASK;
    leases->held++;
    *lease = (struct sel4rpc_lease){.generation = leases->generation, .index = index};
    return lease;
}

uint64_t sel4rpc_lease_cookie(const struct sel4rpc_lease *lease)
{
    return ((uint64_t)lease->generation << INDEX_BITS) | (lease->index + 1);
}

struct sel4rpc_lease *sel4rpc_lease_find(const struct sel4rpc_leases *leases, uint64_t cookie)
{
    uint64_t number = cookie & (UINT64_MAX >> (64 - INDEX_BITS));

    if (number == 0 || number > leases->capacity) {
        return NULL;
    }
    struct sel4rpc_lease *lease = record_at(leases, (uint32_t)number - 1);

    return lease->slot != 0 && lease->generation == cookie >> INDEX_BITS ? lease : NULL;
}

static void drop_blocks(struct sel4rpc_leases *leases)
{
    for (unsigned block = 0; block < SEL4RPC_LEASE_BLOCKS; block++) {
        free(leases->blocks[block]);
        leases->blocks[block] = NULL;
    }
    leases->capacity = 0;
    leases->first_free = 0;
}

void sel4rpc_lease_destroy(struct sel4rpc_leases *leases, struct sel4rpc_lease *lease)
{
    uint32_t index = lease->index;

    *lease = (struct sel4rpc_lease){.index = leases->first_free};
    leases->first_free = index + 1;
    leases->held--;
    if (leases->held == 0) {
        drop_blocks(leases);
    }
}

struct sel4rpc_lease *sel4rpc_lease_at(const struct sel4rpc_leases *leases, uint32_t number)
{
    return number != 0 ? record_at(leases, number - 1) : NULL;
}

struct sel4rpc_lease *sel4rpc_lease_next(const struct sel4rpc_leases *leases, uint32_t *position)
{
    while (*position < leases->capacity) {
        struct sel4rpc_lease *lease = record_at(leases, (*position)++);
        if (lease->slot != 0) {
            return lease;
        }
    }
    return NULL;
}

/* Whether the records in use say what they have to, and the sums are theirs. */
static bool records_are_valid(const struct sel4rpc_leases *leases)
{
    uint32_t held = 0, accounted = 0, pins = 0, pins_set = 0;

    for (uint32_t index = 0; index < leases->capacity; index++) {
        const struct sel4rpc_lease *lease = record_at(leases, index);
        if (lease->slot == 0) {
            continue;
        }
        if (lease->index != index || lease->kind < LeaseKind_MEMORY || lease->kind > LeaseKind_IOPORT ||
            lease->generation > GENERATION_MASK) {
            return false;
        }
        held++;
        accounted += lease->account != 0;
        if (lease->kind == LeaseKind_IOAPIC) {
            pins++;
            if (lease->first >= 32 * PIN_WORDS ||
                (leases->pins[lease->first / 32] >> (lease->first % 32) & 1) == 0) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < PIN_WORDS; i++) {
        pins_set += (uint32_t)__builtin_popcount(leases->pins[i]);
    }
    return held == leases->held && accounted == leases->accounted && pins == pins_set;
}

/* Whether every record that is not in use is in their list. */
static bool free_list_is_valid(const struct sel4rpc_leases *leases)
{
    uint32_t length = 0;

    for (uint32_t number = leases->first_free; number != 0; length++) {
        if (number > leases->capacity || length == leases->capacity) {
            return false;
        }
        const struct sel4rpc_lease *lease = record_at(leases, number - 1);
        if (lease->slot != 0) {
            return false;
        }
        number = lease->index;
    }
    return leases->held + length == leases->capacity;
}

bool sel4rpc_lease_is_valid(const struct sel4rpc_leases *leases, bool all)
{
    if (leases->held > leases->capacity || leases->accounted > leases->held ||
        leases->capacity > MAX_LEASES || leases->first_free > leases->capacity ||
        (leases->first_free == 0) != (leases->held == leases->capacity)) {
        return false;
    }
    return !all || (records_are_valid(leases) && free_list_is_valid(leases));
}
