/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The tree of untypeds. A chunk is a run of one member. A member is free, in use as an object, or divided;
 * what is divided has runs of its own, one after the other from its start, as the kernel's watermark goes.
 * The kernel sets that back when an untyped has no children left: so what is divided stays so until nothing
 * in it is in use, and is then revoked and free as a whole.
 *
 * Free members are found by size. Where there is none, the fullest divided untyped that has room gets a run,
 * or else the smallest free member that is larger is divided, or else a new chunk.
 */
#include "allocator/block.h"

#include <utils/util.h>
#include <vka/capops.h>

/* A run has as many members as there are of its size already, so that what is not needed is little, and many
 * Retypes are saved where many objects are made. */
#define LEAST_MEMBERS 4

static cspacepath_t path_of(const struct sel4rpc_vka *allocator, struct block block)
{
    cspacepath_t path;

    allocator->slots.make_path(allocator->slots.data, record_at(allocator, block.run)->slot + block.member,
                               &path);
    return path;
}

bool srpc_block_revoke(const struct sel4rpc_vka *allocator, struct block block)
{
    cspacepath_t path = path_of(allocator, block);

    return vka_cnode_revoke(&path) == seL4_NoError;
}

/* ---- Members of runs. */

static void put_member(struct sel4rpc_vka *allocator, struct block block)
{
    struct sel4rpc_vka_record *run = record_at(allocator, block.run);

    record_flip(run->taken, block.member);
    if (run->free++ == 0 && run->ordinary) {
        srpc_record_add(allocator, &allocator->free[size_of_bits(run->bits)], block.run);
    }
    if (!block_is_chunk(run)) {
        record_at(allocator, run->within)->live--;
    }
}

/* ---- Runs. */

/* How many untypeds of a size fit in what is left of one that is divided, and where they begin. */
static seL4_Word room_for(const struct sel4rpc_vka_record *divided, unsigned bits, seL4_Word *start)
{
    seL4_Word mask = ((seL4_Word)1 << bits) - 1;

    if (bits >= divided->bits) {
        return 0;
    }
    *start = (divided->used + mask) & ~mask;
    return (((seL4_Word)1 << divided->bits) - *start) >> bits;
}

static uint64_t paddr_within(const struct sel4rpc_vka *allocator, const struct sel4rpc_vka_record *divided,
                             seL4_Word start)
{
    const struct sel4rpc_vka_record *run = record_at(allocator, divided->within);

    return run->paddr == VKA_NO_PADDR ? VKA_NO_PADDR
                                      : run->paddr + ((uint64_t)divided->count << divided->bits) + start;
}

/* Enters a run as the first of those in a divided untyped. */
static void enter_run(struct sel4rpc_vka *allocator, uint32_t number, uint32_t within, seL4_Word start)
{
    struct sel4rpc_vka_record *run = record_at(allocator, number);
    struct sel4rpc_vka_record *divided = record_at(allocator, within);

    run->within = within;
    run->paddr = paddr_within(allocator, divided, start);
    run->sibling = divided->first;
    divided->first = number;
}

/* Takes as many consecutive slots as can be had, at most `count`; returns how many. */
static unsigned take_slots(struct sel4rpc_vka *allocator, unsigned count, seL4_CPtr *first)
{
    while (count > 0 && allocator->slots.alloc(allocator->slots.data, count, first) != 0) {
        count /= 2;
    }
    return count;
}

/* Makes a run of free untypeds in what is left of a divided one, which has room for one at least. */
static int make_run(struct sel4rpc_vka *allocator, uint32_t within, unsigned bits, uint32_t *number)
{
    struct sel4rpc_vka_record *divided = record_at(allocator, within);
    struct block block = {divided->within, divided->count};
    uint32_t made = allocator->made[size_of_bits(bits)];
    seL4_Word start = 0;
    seL4_Word most = room_for(divided, bits, &start);
    unsigned count = made < LEAST_MEMBERS         ? LEAST_MEMBERS
                     : made < SEL4RPC_VKA_FAN_OUT ? made
                                                  : SEL4RPC_VKA_FAN_OUT;
    seL4_CPtr slot;

    count = take_slots(allocator, count < most ? count : (unsigned)most, &slot);
    if (count == 0) {
        return seL4_NotEnoughMemory;
    }
    int error = seL4_NotEnoughMemory;
    *number = srpc_record_new(allocator, RECORD_RUN);
    if (*number == 0) {
        goto free_slots;
    }
    struct sel4rpc_vka_record *run = record_at(allocator, *number);
    *run = (struct sel4rpc_vka_record){.kind = RECORD_RUN,
                                       .generation = run->generation,
                                       .slot = slot,
                                       .bits = (uint8_t)bits,
                                       .count = (uint16_t)count,
                                       .free = (uint16_t)count,
                                       .ordinary = true};
    cspacepath_t first = path_of(allocator, (struct block){*number, 0});
    error = block_retype(allocator, block, divided->used == 0, seL4_UntypedObject, bits, &first, count);
    if (error != 0) {
        goto destroy_record;
    }
    enter_run(allocator, *number, within, start);
    divided->used = start + ((seL4_Word)count << bits);
    srpc_record_add(allocator, &allocator->free[size_of_bits(bits)], *number);
    allocator->made[size_of_bits(bits)] += count;
    allocator->balance.slots += count;
    return 0;

destroy_record:
    srpc_record_destroy(allocator, *number);
free_slots:
    allocator->slots.free(allocator->slots.data, slot, count);
    return error;
}

/* Forgets a run whose capabilities are gone, and gives its slots back. */
static void destroy_run(struct sel4rpc_vka *allocator, uint32_t number)
{
    const struct sel4rpc_vka_record *run = record_at(allocator, number);
    unsigned size = size_of_bits(run->bits);

    if (run->ordinary && run->free != 0) {
        srpc_record_remove(allocator, &allocator->free[size], number);
    }
    if (run->slot != 0) {
        allocator->slots.free(allocator->slots.data, run->slot, run->count);
        allocator->made[size] -= run->count;
        allocator->balance.slots -= run->count;
    }
    srpc_record_destroy(allocator, number);
}

/* ---- Divided untypeds. */

/* Divides an untyped that is taken. */
static int divide(struct sel4rpc_vka *allocator, struct block block, uint32_t *number)
{
    struct sel4rpc_vka_record *run = record_at(allocator, block.run);

    *number = srpc_record_new(allocator, RECORD_DIVIDED);
    if (*number == 0) {
        return seL4_NotEnoughMemory;
    }
    struct sel4rpc_vka_record *divided = record_at(allocator, *number);
    divided->within = block.run;
    divided->count = (uint16_t)block.member;
    divided->bits = run->bits;
    record_flip(run->split, block.member);
    srpc_record_add(allocator, &allocator->divided, *number);
    return 0;
}

/* Makes a divided untyped whole, in which nothing is in use: *block, which is taken. False where that cannot
 * be, and where it was a chunk, which has gone. */
static bool make_whole(struct sel4rpc_vka *allocator, uint32_t number, struct block *block)
{
    struct sel4rpc_vka_record divided = *record_at(allocator, number);
    bool chunk = block_is_chunk(record_at(allocator, divided.within));

    *block = (struct block){divided.within, divided.count};
    if (chunk) {
        if (!srpc_chunk_give_back(allocator, block->run)) {
            return false;
        }
    } else {
        if (!srpc_block_revoke(allocator, *block)) {
            ZF_LOGE("the kernel does not revoke an untyped of 2^%u bytes", (unsigned)divided.bits);
            allocator->refusal = seL4_IllegalOperation;
            return false;
        }
        record_flip(record_at(allocator, block->run)->split, block->member);
    }
    for (uint32_t run = divided.first, next; run != 0; run = next) {
        next = record_at(allocator, run)->sibling;
        destroy_run(allocator, run);
    }
    srpc_record_remove(allocator, &allocator->divided, number);
    srpc_record_destroy(allocator, number);
    return !chunk;
}

/* The divided untyped that has room for one of a size, and least room; 0 where none has. */
static uint32_t find_room(const struct sel4rpc_vka *allocator, unsigned bits)
{
    uint32_t best = 0;
    seL4_Word least = 0;

    for (uint32_t number = allocator->divided; number != 0; number = record_at(allocator, number)->next) {
        const struct sel4rpc_vka_record *divided = record_at(allocator, number);
        seL4_Word start;
        seL4_Word left = ((seL4_Word)1 << divided->bits) - divided->used;
        if (room_for(divided, bits, &start) > 0 && (best == 0 || left < least)) {
            best = number;
            least = left;
        }
    }
    return best;
}

/* ---- Taking and giving back. */

/* Takes an untyped that is larger than `bits`: the smallest that is free, or a new chunk, which may also be
 * of just that size. */
static int take_larger(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
{
    for (unsigned size = size_of_bits(bits) + 1; size < SEL4RPC_VKA_SIZES; size++) {
        if (allocator->free[size] != 0) {
            *block = block_take_member(allocator, allocator->free[size]);
            return 0;
        }
    }
    return srpc_chunk_take(allocator, CHUNK_ANYWHERE, 0, bits, block);
}

int srpc_block_make(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
{
    uint32_t divided = find_room(allocator, bits);
    uint32_t run;
    int error = 0;

    if (divided == 0) {
        error = take_larger(allocator, bits, block);
        if (error != 0 || record_at(allocator, block->run)->bits == bits) {
            return error;
        }
        error = divide(allocator, *block, &divided);
        if (error != 0) {
            srpc_block_release(allocator, *block);
            return error;
        }
    }
    error = make_run(allocator, divided, bits, &run);
    if (error == 0) {
        *block = block_take_member(allocator, run);
    } else if (record_at(allocator, divided)->live == 0 && make_whole(allocator, divided, block)) {
        srpc_block_release(allocator, *block);
    }
    return error;
}

int srpc_block_take_at(struct sel4rpc_vka *allocator, uint64_t paddr, unsigned bits, struct block *block)
{
    return srpc_chunk_take(allocator, CHUNK_AT, paddr, bits, block);
}

int srpc_block_take_device(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
{
    return srpc_chunk_take(allocator, CHUNK_DEVICE, 0, bits, block);
}

void srpc_block_release(struct sel4rpc_vka *allocator, struct block block)
{
    for (;;) {
        const struct sel4rpc_vka_record *run = record_at(allocator, block.run);
        if (block_is_chunk(run)) {
            if (!srpc_chunk_give_back(allocator, block.run)) {
                put_member(allocator, block); /* so it may be used again */
            }
            return;
        }
        uint32_t divided = run->within;
        put_member(allocator, block);
        if (record_at(allocator, divided)->live != 0 || !make_whole(allocator, divided, &block)) {
            return;
        }
    }
}

/* log2 of the smallest power of two that is not less. */
static unsigned bits_for(unsigned count)
{
    return count > 1 ? 32u - (unsigned)__builtin_clz(count - 1) : 0;
}

/* Makes the objects in a divided untyped, which has nothing else, and is full then. */
static int make_objects(struct sel4rpc_vka *allocator, uint32_t within, const struct object *object,
                        const cspacepath_t *first, unsigned count, uint32_t *number)
{
    struct sel4rpc_vka_record *divided = record_at(allocator, within);
    int error = seL4_NotEnoughMemory;

    *number = srpc_record_new(allocator, RECORD_RUN);
    if (*number == 0) {
        return error;
    }
    error = block_retype(allocator, (struct block){divided->within, divided->count}, true, object->type,
                         object->size_bits, first, count);
    if (error != 0) {
        srpc_record_destroy(allocator, *number);
        return error;
    }
    struct sel4rpc_vka_record *run = record_at(allocator, *number);
    run->bits = (uint8_t)object->memory_bits;
    run->count = (uint16_t)count;
    for (unsigned member = 0; member < count; member++) {
        record_flip(run->taken, member);
    }
    enter_run(allocator, *number, within, 0);
    divided->used = (seL4_Word)1 << divided->bits;
    divided->live = count;
    return 0;
}

int srpc_block_take_objects(struct sel4rpc_vka *allocator, const struct object *object,
                            const cspacepath_t *first, unsigned count, uint32_t *run, bool *divisible)
{
    unsigned bits = object->memory_bits + bits_for(count);
    struct block block;
    uint32_t divided;
    int error = bits <= seL4_MaxUntypedBits ? block_take(allocator, bits, &block) : seL4_NotEnoughMemory;

    *divisible = error > 0;
    if (error != 0) {
        return error;
    }
    error = divide(allocator, block, &divided);
    if (error != 0) {
        goto release;
    }
    error = make_objects(allocator, divided, object, first, count, run);
    if (error == 0 || !make_whole(allocator, divided, &block)) {
        return error;
    }
release:
    srpc_block_release(allocator, block);
    return error;
}

void srpc_block_give_back_empty(struct sel4rpc_vka *allocator)
{
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        const struct sel4rpc_vka_record *record = record_at(allocator, number);
        struct block block;
        if (record->kind == RECORD_DIVIDED && record->live == 0) {
            if (make_whole(allocator, number, &block)) {
                srpc_block_release(allocator, block);
            }
        } else if (record->kind == RECORD_RUN && block_is_chunk(record) && record->taken[0] == 0) {
            if (record->ordinary) {
                srpc_record_remove(allocator, &allocator->free[size_of_bits(record->bits)], number);
            }
            if (!srpc_chunk_give_back(allocator, number) && record->ordinary) {
                srpc_record_add(allocator, &allocator->free[size_of_bits(record->bits)], number);
            }
        }
    }
}
