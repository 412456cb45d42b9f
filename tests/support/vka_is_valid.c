/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the records of the child's allocator are consistent, and that its statistics are their sums.
 */
#include "is_valid.h"

#include "allocator/untyped.h"

static unsigned members_in(const uint64_t *set)
{
    unsigned members = 0;

    for (unsigned word = 0; word < SEL4RPC_VKA_FAN_OUT / 64; word++) {
        members += (unsigned)__builtin_popcountll(set[word]);
    }
    return members;
}

/* Tells whether a record is in the list, which may be no longer than the table. */
static bool is_listed(const sel4rpc_vka_t *allocator, uint32_t list, uint32_t wanted)
{
    uint32_t length = 0;

    for (uint32_t number = list; number != 0; number = record_at(allocator, number)->next) {
        if (number > allocator->reached || length++ == allocator->reached) {
            return false;
        }
        if (number == wanted) {
            return true;
        }
    }
    return false;
}

/* Whether a chunk is in a pool's list of empty ones just if it is split and nothing in it is in use. */
static bool empty_is_valid(const sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, number);
    const sel4rpc_vka_record_t *split = slab->first != 0 ? record_at(allocator, slab->first) : NULL;
    bool is_empty = slab->within == 0 && record_has(slab->split, 0) && split->live == 0;

    if (slab->within == 0 && record_has(slab->split, 0) &&
        (split == NULL || split->kind != RECORD_SPLIT || split->within != number)) {
        return false;
    }
    return (is_empty && allocator->is_pool) == slab->listed &&
           (!slab->listed || is_listed(allocator, allocator->empty[size_of_bits(slab->bits)], number));
}

static bool slab_is_valid(const sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, number);
    bool has_free = record_first_free(slab) < slab->count;

    if (slab->free != slab->count - members_in(slab->taken) || slab->count == 0 ||
        slab->count > SEL4RPC_VKA_FAN_OUT || slab->bits < seL4_MinUntypedBits ||
        slab->bits > seL4_MaxUntypedBits || members_in(slab->taken) > slab->count) {
        return false;
    }
    for (unsigned word = 0; word < SEL4RPC_VKA_FAN_OUT / 64; word++) {
        if ((slab->split[word] & ~slab->taken[word]) != 0) {
            return false;
        }
    }
    if (slab->within != 0 && record_at(allocator, slab->within)->kind != RECORD_SPLIT) {
        return false;
    }
    return empty_is_valid(allocator, number) &&
           (slab->ordinary && has_free) ==
               is_listed(allocator, allocator->free[size_of_bits(slab->bits)], number);
}

static bool split_is_valid(const sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *split = record_at(allocator, number);
    const sel4rpc_vka_record_t *above = record_at(allocator, split->within);
    uint64_t bytes = 0;
    uint32_t live = 0;

    for (uint32_t slab = split->first; slab != 0; slab = record_at(allocator, slab)->sibling) {
        const sel4rpc_vka_record_t *record = record_at(allocator, slab);
        if (record->kind != RECORD_SLAB || record->within != number) {
            return false;
        }
        live += members_in(record->taken);
        bytes += (uint64_t)record->count << record->bits;
    }
    return live == split->live && bytes <= split->used && split->used <= (seL4_Word)1 << split->bits &&
           above->kind == RECORD_SLAB && above->bits == split->bits && record_has(above->split, split->count);
}

static seL4_Word room_in(const sel4rpc_vka_record_t *split)
{
    return ((seL4_Word)1 << split->bits) - split->used;
}

/* Whether as many split untypeds are listed as have room, each in the list of the largest size that fits. */
static bool rooms_are_valid(const sel4rpc_vka_t *allocator, uint32_t with_room)
{
    uint32_t listed = 0;

    for (unsigned bits = seL4_MinUntypedBits; bits <= seL4_MaxUntypedBits; bits++) {
        for (uint32_t number = allocator->rooms[size_of_bits(bits)]; number != 0;
             number = record_at(allocator, number)->next) {
            if (number > allocator->reached || listed++ == with_room ||
                record_at(allocator, number)->kind != RECORD_SPLIT ||
                room_in(record_at(allocator, number)) >> bits != 1) {
                return false;
            }
        }
    }
    return listed == with_room;
}

/* Whether an ordinary chunk is kept, or none, in which nothing is in use. */
static bool kept_is_valid(const sel4rpc_vka_t *allocator)
{
    if (allocator->kept == 0) {
        return true;
    }
    const sel4rpc_vka_record_t *empty = record_at(allocator, allocator->kept), *chunk = empty;
    if (empty->kind == RECORD_SPLIT) {
        chunk = record_at(allocator, empty->within);
    }
    return chunk->kind == RECORD_SLAB && chunk->within == 0 && chunk->ordinary &&
           (chunk == empty ? empty->free == 1 : empty->live == 0);
}

bool vka_is_valid(const sel4rpc_vka_t *allocator)
{
    sel4rpc_vka_statistics_t sums = {0};
    uint32_t records = 0, members = 0; /* of the split ones */
    uint32_t with_room = 0;            /* of these */
    uint32_t empty_chunks = 0;         /* that are listed */
    uint64_t ordinary_bytes = 0;

    for (uint32_t number = 1; number <= allocator->reached; number++) {
        const sel4rpc_vka_record_t *record = record_at(allocator, number);
        if (record->kind == RECORD_UNUSED) {
            continue;
        }
        if (record->gone) {
            return false;
        }
        sums.records++;
        if (record->kind == RECORD_SPLIT) {
            records++;
            with_room += room_in(record) != 0;
            if (!split_is_valid(allocator, number)) {
                return false;
            }
            continue;
        }
        if (!slab_is_valid(allocator, number)) {
            return false;
        }
        empty_chunks += record->listed;
        members += members_in(record->split);
        sums.objects += members_in(record->taken) - members_in(record->split);
        sums.slots += record->slot != 0 ? record->count : 0;
        sums.chunks += record->within == 0;
        sums.bytes += record->within == 0 ? UINT64_C(1) << record->bits : 0;
        ordinary_bytes += record->within == 0 && record->ordinary ? UINT64_C(1) << record->bits : 0;
    }
    return records == members && kept_is_valid(allocator) && rooms_are_valid(allocator, with_room) &&
           ordinary_bytes == allocator->ordinary_bytes && empty_chunks == allocator->empty_chunks &&
           sums.records == allocator->statistics.records && sums.objects == allocator->statistics.objects &&
           sums.slots == allocator->statistics.slots && sums.chunks == allocator->statistics.chunks &&
           sums.bytes == allocator->statistics.bytes;
}
