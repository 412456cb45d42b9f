/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The tree of untypeds. A chunk is a slab of one member. A member is free, in use as an object, or split;
 * what is split has slabs of its own, one after the other from its start, as the kernel's watermark goes.
 * The kernel sets that back when an untyped has no children left: so what is split stays so until nothing
 * in it is in use, and is then revoked and free as a whole.
 *
 * Free members are found by size. Where there is none, the fullest split untyped that has room gets a slab,
 * or else the smallest free member that is larger is split, or else a new chunk.
 */
#include "allocator/untyped.h"

#include <utils/util.h>
#include <vka/capops.h>

/* A slab has as many members as there are of its size already, so that what is not needed is little, and many
 * Retypes are saved where many objects are made. */
#define LEAST_MEMBERS 4

static cspacepath_t path_of(const sel4rpc_vka_t *allocator, struct untyped untyped)
{
    cspacepath_t path;

    allocator->slots.make_path(allocator->slots.data,
                               record_at(allocator, untyped.slab)->slot + untyped.member, &path);
    return path;
}

bool srpc_untyped_revoke(const sel4rpc_vka_t *allocator, struct untyped untyped)
{
    cspacepath_t path = path_of(allocator, untyped);

    return vka_cnode_revoke(&path) == seL4_NoError;
}

/* ---- Members of slabs. */

static void put_member(sel4rpc_vka_t *allocator, struct untyped untyped)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, untyped.slab);

    record_flip(slab->taken, untyped.member);
    if (slab->free++ == 0 && slab->ordinary) {
        srpc_record_add(allocator, &allocator->free[size_of_bits(slab->bits)], untyped.slab);
    }
    if (!slab_is_chunk(slab)) {
        record_at(allocator, slab->within)->live--;
    }
}

/* ---- Runs. */

/* How many untypeds of a size fit in what is left of one that is split, and where they begin. */
static seL4_Word room_for(const sel4rpc_vka_record_t *split, unsigned bits, seL4_Word *start)
{
    seL4_Word mask = ((seL4_Word)1 << bits) - 1;

    if (bits >= split->bits) {
        return 0;
    }
    *start = (split->used + mask) & ~mask;
    return (((seL4_Word)1 << split->bits) - *start) >> bits;
}

static uint64_t paddr_within(const sel4rpc_vka_t *allocator, const sel4rpc_vka_record_t *split,
                             seL4_Word start)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, split->within);

    return slab->paddr == VKA_NO_PADDR ? VKA_NO_PADDR
                                       : slab->paddr + ((uint64_t)split->count << split->bits) + start;
}

/* Enters a slab as the first of those in a split untyped. */
static void enter_slab(sel4rpc_vka_t *allocator, uint32_t number, uint32_t within, seL4_Word start)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, number);
    sel4rpc_vka_record_t *split = record_at(allocator, within);

    slab->within = within;
    slab->paddr = paddr_within(allocator, split, start);
    slab->sibling = split->first;
    split->first = number;
}

/* Takes as many consecutive slots as can be had, at most `count`; returns how many. */
static unsigned take_slots(sel4rpc_vka_t *allocator, unsigned count, seL4_CPtr *first)
{
    while (count > 0 && allocator->slots.alloc(allocator->slots.data, count, first) != 0) {
        count /= 2;
    }
    return count;
}

/* Makes a slab of free untypeds in what is left of a split one, which has room for one at least. */
static int make_slab(sel4rpc_vka_t *allocator, uint32_t within, unsigned bits, uint32_t *number)
{
    sel4rpc_vka_record_t *split = record_at(allocator, within);
    struct untyped untyped = {split->within, split->count};
    uint32_t made = allocator->made[size_of_bits(bits)];
    seL4_Word start = 0;
    seL4_Word most = room_for(split, bits, &start);
    unsigned count = made < LEAST_MEMBERS         ? LEAST_MEMBERS
                     : made < SEL4RPC_VKA_FAN_OUT ? made
                                                  : SEL4RPC_VKA_FAN_OUT;
    seL4_CPtr slot;

    count = take_slots(allocator, count < most ? count : (unsigned)most, &slot);
    if (count == 0) {
        return seL4_NotEnoughMemory;
    }
    int error = seL4_NotEnoughMemory;
    *number = srpc_record_new(allocator, RECORD_SLAB);
    if (*number == 0) {
        goto free_slots;
    }
    sel4rpc_vka_record_t *slab = record_at(allocator, *number);
    *slab = (sel4rpc_vka_record_t){.kind = RECORD_SLAB,
                                   .generation = slab->generation,
                                   .slot = slot,
                                   .bits = (uint8_t)bits,
                                   .count = (uint16_t)count,
                                   .free = (uint16_t)count,
                                   .ordinary = true};
    cspacepath_t first = path_of(allocator, (struct untyped){*number, 0});
    error = untyped_retype(allocator, untyped, split->used == 0, seL4_UntypedObject, bits, &first, count);
    if (error != 0) {
        goto destroy_record;
    }
    enter_slab(allocator, *number, within, start);
    split->used = start + ((seL4_Word)count << bits);
    srpc_record_add(allocator, &allocator->free[size_of_bits(bits)], *number);
    allocator->made[size_of_bits(bits)] += count;
    allocator->statistics.slots += count;
    return 0;

destroy_record:
    srpc_record_destroy(allocator, *number);
free_slots:
    allocator->slots.free(allocator->slots.data, slot, count);
    return error;
}

/* Forgets a slab whose capabilities are gone, and gives its slots back. */
static void destroy_slab(sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, number);
    unsigned size = size_of_bits(slab->bits);

    if (slab->ordinary && slab->free != 0) {
        srpc_record_remove(allocator, &allocator->free[size], number);
    }
    if (slab->slot != 0) {
        allocator->slots.free(allocator->slots.data, slab->slot, slab->count);
        allocator->made[size] -= slab->count;
        allocator->statistics.slots -= slab->count;
    }
    srpc_record_destroy(allocator, number);
}

/* ---- Divided untypeds. */

/* Divides an untyped that is taken. */
static int split_untyped(sel4rpc_vka_t *allocator, struct untyped untyped, uint32_t *number)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, untyped.slab);

    *number = srpc_record_new(allocator, RECORD_SPLIT);
    if (*number == 0) {
        return seL4_NotEnoughMemory;
    }
    sel4rpc_vka_record_t *split = record_at(allocator, *number);
    split->within = untyped.slab;
    split->count = (uint16_t)untyped.member;
    split->bits = slab->bits;
    record_flip(slab->split, untyped.member);
    srpc_record_add(allocator, &allocator->splits, *number);
    return 0;
}

/* Makes a split untyped whole, in which nothing is in use: *untyped, which is taken. False where that cannot
 * be, and where it was a chunk, which has gone. */
static bool merge(sel4rpc_vka_t *allocator, uint32_t number, struct untyped *untyped)
{
    sel4rpc_vka_record_t split = *record_at(allocator, number);
    bool chunk = slab_is_chunk(record_at(allocator, split.within));

    *untyped = (struct untyped){split.within, split.count};
    if (chunk) {
        if (!srpc_chunk_free(allocator, untyped->slab)) {
            return false;
        }
    } else {
        if (!srpc_untyped_revoke(allocator, *untyped)) {
            ZF_LOGE("the kernel does not revoke an untyped of 2^%u bytes", (unsigned)split.bits);
            allocator->refusal = seL4_IllegalOperation;
            return false;
        }
        record_flip(record_at(allocator, untyped->slab)->split, untyped->member);
    }
    for (uint32_t slab = split.first, next; slab != 0; slab = next) {
        next = record_at(allocator, slab)->sibling;
        destroy_slab(allocator, slab);
    }
    srpc_record_remove(allocator, &allocator->splits, number);
    srpc_record_destroy(allocator, number);
    return !chunk;
}

/* The split untyped that has room for one of a size, and least room; 0 where none has. */
static uint32_t find_room(const sel4rpc_vka_t *allocator, unsigned bits)
{
    uint32_t best = 0;
    seL4_Word least = 0;

    for (uint32_t number = allocator->splits; number != 0; number = record_at(allocator, number)->next) {
        const sel4rpc_vka_record_t *split = record_at(allocator, number);
        seL4_Word start;
        seL4_Word left = ((seL4_Word)1 << split->bits) - split->used;
        if (room_for(split, bits, &start) > 0 && (best == 0 || left < least)) {
            best = number;
            least = left;
        }
    }
    return best;
}

/* ---- Taking and giving back. */

/* Takes an untyped that is larger than `bits`: the smallest that is free, or a new chunk, which may also be
 * of just that size. */
static int take_larger(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
{
    for (unsigned size = size_of_bits(bits) + 1; size < SEL4RPC_VKA_SIZES; size++) {
        if (allocator->free[size] != 0) {
            *untyped = untyped_take_member(allocator, allocator->free[size]);
            return 0;
        }
    }
    return srpc_chunk_take(allocator, CHUNK_ANYWHERE, 0, bits, untyped);
}

int srpc_untyped_make(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
{
    uint32_t split = find_room(allocator, bits);
    uint32_t slab;
    int error = 0;

    if (split == 0) {
        error = take_larger(allocator, bits, untyped);
        if (error != 0 || record_at(allocator, untyped->slab)->bits == bits) {
            return error;
        }
        error = split_untyped(allocator, *untyped, &split);
        if (error != 0) {
            srpc_untyped_release(allocator, *untyped);
            return error;
        }
    }
    error = make_slab(allocator, split, bits, &slab);
    if (error == 0) {
        *untyped = untyped_take_member(allocator, slab);
    } else if (record_at(allocator, split)->live == 0 && merge(allocator, split, untyped)) {
        srpc_untyped_release(allocator, *untyped);
    }
    return error;
}

int srpc_untyped_take_at(sel4rpc_vka_t *allocator, uint64_t paddr, unsigned bits, struct untyped *untyped)
{
    return srpc_chunk_take(allocator, CHUNK_AT, paddr, bits, untyped);
}

int srpc_untyped_take_device(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
{
    return srpc_chunk_take(allocator, CHUNK_DEVICE, 0, bits, untyped);
}

void srpc_untyped_release(sel4rpc_vka_t *allocator, struct untyped untyped)
{
    for (;;) {
        const sel4rpc_vka_record_t *slab = record_at(allocator, untyped.slab);
        if (slab_is_chunk(slab)) {
            if (!srpc_chunk_free(allocator, untyped.slab)) {
                put_member(allocator, untyped); /* so it may be used again */
            }
            return;
        }
        uint32_t split = slab->within;
        put_member(allocator, untyped);
        if (record_at(allocator, split)->live != 0 || !merge(allocator, split, &untyped)) {
            return;
        }
    }
}

/* log2 of the smallest power of two that is not less. */
static unsigned bits_for(unsigned count)
{
    return count > 1 ? 32u - (unsigned)__builtin_clz(count - 1) : 0;
}

/* Makes the objects in a split untyped, which has nothing else, and is full then. */
static int make_objects(sel4rpc_vka_t *allocator, uint32_t within, const struct object *object,
                        const cspacepath_t *first, unsigned count, uint32_t *number)
{
    sel4rpc_vka_record_t *split = record_at(allocator, within);
    int error = seL4_NotEnoughMemory;

    *number = srpc_record_new(allocator, RECORD_SLAB);
    if (*number == 0) {
        return error;
    }
    error = untyped_retype(allocator, (struct untyped){split->within, split->count}, true, object->type,
                           object->size_bits, first, count);
    if (error != 0) {
        srpc_record_destroy(allocator, *number);
        return error;
    }
    sel4rpc_vka_record_t *slab = record_at(allocator, *number);
    slab->bits = (uint8_t)object->memory_bits;
    slab->count = (uint16_t)count;
    for (unsigned member = 0; member < count; member++) {
        record_flip(slab->taken, member);
    }
    enter_slab(allocator, *number, within, 0);
    split->used = (seL4_Word)1 << split->bits;
    split->live = count;
    return 0;
}

int srpc_untyped_take_objects(sel4rpc_vka_t *allocator, const struct object *object,
                              const cspacepath_t *first, unsigned count, uint32_t *slab, bool *try_smaller)
{
    unsigned bits = object->memory_bits + bits_for(count);
    struct untyped untyped;
    uint32_t split;
    int error = bits <= seL4_MaxUntypedBits ? untyped_take(allocator, bits, &untyped) : seL4_NotEnoughMemory;

    *try_smaller = error > 0;
    if (error != 0) {
        return error;
    }
    error = split_untyped(allocator, untyped, &split);
    if (error != 0) {
        goto release;
    }
    error = make_objects(allocator, split, object, first, count, slab);
    if (error == 0 || !merge(allocator, split, &untyped)) {
        return error;
    }
release:
    srpc_untyped_release(allocator, untyped);
    return error;
}

void srpc_untyped_free_empty(sel4rpc_vka_t *allocator)
{
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        const sel4rpc_vka_record_t *record = record_at(allocator, number);
        struct untyped untyped;
        if (record->kind == RECORD_SPLIT && record->live == 0) {
            if (merge(allocator, number, &untyped)) {
                srpc_untyped_release(allocator, untyped);
            }
        } else if (record->kind == RECORD_SLAB && slab_is_chunk(record) && record->taken[0] == 0) {
            if (record->ordinary) {
                srpc_record_remove(allocator, &allocator->free[size_of_bits(record->bits)], number);
            }
            if (!srpc_chunk_free(allocator, number) && record->ordinary) {
                srpc_record_add(allocator, &allocator->free[size_of_bits(record->bits)], number);
            }
        }
    }
}
