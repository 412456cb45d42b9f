/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The tree of untypeds. A chunk is a slab with one member. A member is free, in use as an object, or split.
 * A split untyped has slabs of its own, one after another from its start, following the kernel's watermark.
 * The kernel resets the watermark when an untyped has no children left; so a split untyped stays split until
 * nothing in it is in use, and is then revoked and free as a whole.
 *
 * Free members are listed by size. If there is none of a size, a split untyped with little room gets a new
 * slab; failing that, the smallest larger free member is split; failing that, a new chunk.
 */
#include "allocator/untyped.h"

#include <utils/util.h>
#include <vka/capops.h>

/* A new slab doubles the members of its size: little is wasted, and many objects need few Retypes. */
#define LEAST_MEMBERS 4u

cspacepath_t srpc_untyped_path(const sel4rpc_vka_t *allocator, struct untyped untyped)
{
    cspacepath_t path;

    allocator->slots.make_path(allocator->slots.data,
                               record_at(allocator, untyped.slab)->slot + untyped.member, &path);
    return path;
}

bool srpc_untyped_revoke(const sel4rpc_vka_t *allocator, struct untyped untyped)
{
    cspacepath_t path = srpc_untyped_path(allocator, untyped);

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

/* ---- Room in split untypeds, which are listed by the largest size that fits. */

/* The bytes that are not in slabs. As slabs begin at a multiple of their members' size, members of a size fit
 * if they have as many bytes. */
static seL4_Word room_in(const sel4rpc_vka_record_t *split)
{
    return ((seL4_Word)1 << split->bits) - split->used;
}

static uint32_t *room_list(sel4rpc_vka_t *allocator, const sel4rpc_vka_record_t *split)
{
    unsigned bits = seL4_WordBits - 1 - (unsigned)__builtin_clzl(room_in(split));

    return &allocator->rooms[size_of_bits(bits)];
}

static void set_used(sel4rpc_vka_t *allocator, uint32_t number, seL4_Word used)
{
    sel4rpc_vka_record_t *split = record_at(allocator, number);

    if (room_in(split) != 0) {
        srpc_record_remove(allocator, room_list(allocator, split), number);
    }
    split->used = used;
    if (room_in(split) != 0) {
        srpc_record_add(allocator, room_list(allocator, split), number);
    }
}

/* The first of the list of the smallest size that is not empty, from `bits` to `most_bits`; 0 if all are. */
static uint32_t smallest(const uint32_t *lists, unsigned bits, unsigned most_bits)
{
    for (unsigned size = size_of_bits(bits); size <= size_of_bits(most_bits); size++) {
        if (lists[size] != 0) {
            return lists[size];
        }
    }
    return 0;
}

void srpc_split_destroy(sel4rpc_vka_t *allocator, uint32_t number)
{
    set_used(allocator, number, (seL4_Word)1 << record_at(allocator, number)->bits);
    srpc_record_destroy(allocator, number);
}

/* ---- Slabs. */

static uint64_t paddr_within(const sel4rpc_vka_t *allocator, const sel4rpc_vka_record_t *split,
                             seL4_Word start)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, split->within);

    return slab->paddr == VKA_NO_PADDR ? VKA_NO_PADDR
                                       : slab->paddr + ((uint64_t)split->count << split->bits) + start;
}

/* Adds a slab to a split untyped. */
static void enter_slab(sel4rpc_vka_t *allocator, uint32_t number, uint32_t within, seL4_Word start)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, number);
    sel4rpc_vka_record_t *split = record_at(allocator, within);

    slab->within = within;
    slab->paddr = paddr_within(allocator, split, start);
    slab->sibling = split->first;
    split->first = number;
}

/* Takes at most `count` consecutive slots; returns how many there were. */
static unsigned take_slots(sel4rpc_vka_t *allocator, unsigned count, seL4_CPtr *first)
{
    while (count > 0 && allocator->slots.alloc(allocator->slots.data, count, first) != 0) {
        count /= 2;
    }
    return count;
}

/* Makes a slab of free untypeds in the rest of a split one, which has room for at least one. */
static int make_slab(sel4rpc_vka_t *allocator, uint32_t within, unsigned bits, uint32_t *number)
{
    sel4rpc_vka_record_t *split = record_at(allocator, within);
    struct untyped untyped = {split->within, split->count};
    uint32_t made = allocator->made[size_of_bits(bits)];
    seL4_Word most = room_in(split) >> bits;
    seL4_Word start = ((seL4_Word)1 << split->bits) - (most << bits);
    unsigned count = MAX(LEAST_MEMBERS, MIN(made, (unsigned)SEL4RPC_VKA_FAN_OUT));
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
    slab->slot = slot;
    slab->bits = (uint8_t)bits;
    slab->count = (uint16_t)count;
    slab->free = (uint16_t)count;
    slab->ordinary = true;
    cspacepath_t first = srpc_untyped_path(allocator, (struct untyped){*number, 0});
    error = untyped_retype(allocator, untyped, split->used == 0, seL4_UntypedObject, bits, &first, count);
    if (error != 0) {
        goto destroy_record;
    }
    enter_slab(allocator, *number, within, start);
    set_used(allocator, within, start + ((seL4_Word)count << bits));
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

/* ---- Chunks of a pool in which nothing is in use. A chunk that is split has no free member, so it is in no
 * other list. */

static void add_empty(sel4rpc_vka_t *allocator, uint32_t chunk)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, chunk);

    slab->listed = true;
    allocator->empty_chunks++;
    srpc_record_add(allocator, &allocator->empty[size_of_bits(slab->bits)], chunk);
}

void srpc_empty_remove(sel4rpc_vka_t *allocator, uint32_t chunk)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, chunk);

    slab->listed = false;
    allocator->empty_chunks--;
    srpc_record_remove(allocator, &allocator->empty[size_of_bits(slab->bits)], chunk);
}

void srpc_slab_destroy(sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, number);
    unsigned size = size_of_bits(slab->bits);

    if (slab->listed) {
        srpc_empty_remove(allocator, number);
    }
    if (slab->ordinary && slab->free != 0) {
        srpc_record_remove(allocator, &allocator->free[size], number);
    }
    if (slab->slot != 0) {
        allocator->slots.free(allocator->slots.data, slab->slot, slab->count);
        allocator->made[size] -= slab->count;
        allocator->statistics.slots -= slab->count;
    }
    if (slab_is_chunk(slab)) {
        allocator->statistics.chunks--;
        allocator->statistics.bytes -= UINT64_C(1) << slab->bits;
        allocator->ordinary_bytes -= (uint64_t)slab->ordinary << slab->bits;
    }
    srpc_record_destroy(allocator, number);
}

/* ---- Divided untypeds. */

/* Splits an untyped that is taken. */
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
    if (slab_is_chunk(slab)) {
        slab->first = *number;
    }
    srpc_record_add(allocator, room_list(allocator, split), *number);
    return 0;
}

/* Merges a split untyped in which nothing is in use; *untyped: out, taken. Returns false if it stays so. */
static bool merge(sel4rpc_vka_t *allocator, uint32_t number, struct untyped *untyped)
{
    sel4rpc_vka_record_t split = *record_at(allocator, number);

    *untyped = (struct untyped){split.within, split.count};
    if (!srpc_untyped_revoke(allocator, *untyped)) {
        ZF_LOGE("the kernel does not revoke an untyped of 2^%u bytes", (unsigned)split.bits);
        allocator->refusal = seL4_IllegalOperation;
        return false;
    }
    if (record_at(allocator, untyped->slab)->listed) {
        srpc_empty_remove(allocator, untyped->slab);
    }
    record_flip(record_at(allocator, untyped->slab)->split, untyped->member);
    for (uint32_t slab = split.first, next; slab != 0; slab = next) {
        next = record_at(allocator, slab)->sibling;
        srpc_slab_destroy(allocator, slab);
    }
    srpc_split_destroy(allocator, number);
    return true;
}

/* ---- Taking and releasing. */

/* What the only member of a chunk is split into. */
static uint32_t split_of(const sel4rpc_vka_t *allocator, uint32_t chunk)
{
    return record_at(allocator, chunk)->first;
}

/* Takes the smallest free untyped larger than `bits`, or a chunk, which may be of just that size: one that is
 * kept, which has no such untyped, if it was split otherwise, or a new one. */
static int take_larger(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
{
    uint32_t slab = smallest(allocator->free, bits + 1, allocator->merge_bits);
    uint32_t kept = allocator->kept;

    if (slab != 0) {
        *untyped = untyped_take_member(allocator, slab);
        return 0;
    }
    if (allocator->is_pool) {
        uint32_t chunk = smallest(allocator->empty, bits, allocator->merge_bits);
        kept = chunk != 0 ? split_of(allocator, chunk) : 0;
    }
    if (kept != 0 && record_at(allocator, kept)->bits >= bits && merge(allocator, kept, untyped)) {
        return 0;
    }
    return srpc_chunk_take(allocator, CHUNK_ANYWHERE, 0, bits, untyped);
}

int srpc_untyped_make(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
{
    uint32_t split = smallest(allocator->rooms, bits,
                              seL4_MaxUntypedBits); /* with the least room, but for a factor of 2 */
    uint32_t slab;
    int error = 0;

    if (split == 0) {
        error = take_larger(allocator, bits, untyped);
        if (error != 0 || record_at(allocator, untyped->slab)->bits == bits) {
            return error;
        }
        error = split_untyped(allocator, *untyped, &split);
        if (error != 0) {
            srpc_untyped_release(allocator, *untyped, false);
            return error;
        }
    }
    error = make_slab(allocator, split, bits, &slab);
    if (error == 0) {
        *untyped = untyped_take_member(allocator, slab);
    } else if (record_at(allocator, split)->live == 0 && merge(allocator, split, untyped)) {
        srpc_untyped_release(allocator, *untyped, false);
    }
    return error;
}

/* Frees an empty chunk. empty: the record of its slab, or of what it is split into. */
static void free_chunk(sel4rpc_vka_t *allocator, uint32_t empty)
{
    struct untyped untyped;

    if (record_at(allocator, empty)->kind == RECORD_SLAB) {
        untyped = untyped_take_member(allocator, empty);
    } else if (!merge(allocator, empty, &untyped)) {
        return;
    }
    if (!srpc_chunk_free(allocator, untyped.slab)) {
        put_member(allocator, untyped); /* use it again */
    }
}

void srpc_untyped_free_kept(sel4rpc_vka_t *allocator)
{
    uint32_t chunk = smallest(allocator->empty, seL4_MinUntypedBits, allocator->merge_bits);
    struct untyped untyped;

    if (allocator->kept != 0) {
        free_chunk(allocator, allocator->kept);
    } else if (chunk != 0 && merge(allocator, split_of(allocator, chunk), &untyped)) {
        put_member(allocator, untyped);
    }
}

/* Keeps an empty chunk, so that an object that is allocated and freed in turn costs no call; but of two only
 * the smaller, and none that is larger than a new one would be. */
static void keep_chunk(sel4rpc_vka_t *allocator, uint32_t empty)
{
    uint32_t other = allocator->kept;

    if (other != 0 && record_at(allocator, other)->bits < record_at(allocator, empty)->bits) {
        free_chunk(allocator, empty);
        empty = other;
    } else if (other != 0) {
        free_chunk(allocator, other);
    }
    allocator->kept = empty;
    if (record_at(allocator, empty)->bits > srpc_chunk_next_bits(allocator)) {
        free_chunk(allocator, empty);
    }
}

/* Keeps an empty chunk of ordinary memory as it is, so that its members serve the next objects of their size.
 * empty: the record of its slab, which is in the list of free ones, or of what it is split into. */
static void keep_in_pool(sel4rpc_vka_t *allocator, uint32_t empty)
{
    const sel4rpc_vka_record_t *record = record_at(allocator, empty);

    if (record->kind == RECORD_SPLIT) {
        add_empty(allocator, record->within);
    } else if (!record->ordinary) {
        free_chunk(allocator, empty);
    }
}

void srpc_untyped_release(sel4rpc_vka_t *allocator, struct untyped untyped, bool keep)
{
    uint32_t empty;

    for (;;) {
        put_member(allocator, untyped);
        empty = record_at(allocator, untyped.slab)->within;
        if (empty == 0) {
            empty = untyped.slab;
            keep = keep && record_at(allocator, empty)->ordinary;
            break;
        }
        const sel4rpc_vka_record_t *split = record_at(allocator, empty);
        if (split->live != 0) {
            return;
        }
        if (slab_is_chunk(record_at(allocator, split->within))) {
            break;
        }
        if (!merge(allocator, empty, &untyped)) {
            return;
        }
    }
    if (allocator->is_pool) {
        keep_in_pool(allocator, empty);
    } else if (keep) {
        keep_chunk(allocator, empty);
    } else {
        free_chunk(allocator, empty);
    }
}

/* log2 of the smallest power of two that is at least count. */
static unsigned bits_for(unsigned count)
{
    return count > 1 ? 32u - (unsigned)__builtin_clz(count - 1) : 0;
}

/* Makes objects in a split untyped that is empty, and full afterwards. */
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
    set_used(allocator, within, (seL4_Word)1 << split->bits);
    split->live = count;
    return 0;
}

int srpc_untyped_take_objects(sel4rpc_vka_t *allocator, const struct object *object,
                              const cspacepath_t *first, unsigned count, uint32_t *slab, bool *try_smaller)
{
    unsigned bits = object->memory_bits + bits_for(count);
    struct untyped untyped;
    uint32_t split;
    int error =
        bits <= allocator->merge_bits ? untyped_take(allocator, bits, &untyped) : seL4_NotEnoughMemory;

    *try_smaller = error == seL4_NotEnoughMemory;
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
    srpc_untyped_release(allocator, untyped, false);
    return error;
}

void srpc_untyped_free_empty(sel4rpc_vka_t *allocator)
{
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        const sel4rpc_vka_record_t *record = record_at(allocator, number);
        struct untyped untyped;
        if (record->kind == RECORD_SPLIT && record->live == 0) {
            if (merge(allocator, number, &untyped)) {
                srpc_untyped_release(allocator, untyped, false);
            }
        } else if (record->kind == RECORD_SLAB && slab_is_chunk(record) && record->free != 0) {
            free_chunk(allocator, number);
        }
    }
}
