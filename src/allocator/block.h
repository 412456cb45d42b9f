/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The untypeds of the child's allocator: a tree whose roots are the chunks. Errors are as <sel4rpc/vka.h>
 * says of a vka's functions; what fails changes nothing.
 */
#pragma once

#include "arch/object.h"
#include "allocator/record.h"

static inline unsigned size_of_bits(unsigned bits)
{
    return bits - seL4_MinUntypedBits;
}

static inline bool block_is_chunk(const struct sel4rpc_vka_record *run)
{
    return run->within == 0;
}

/* Takes a free member of a run that has one. */
static inline struct block block_take_member(struct sel4rpc_vka *allocator, uint32_t number)
{
    struct sel4rpc_vka_record *run = record_at(allocator, number);
    struct block block = {number, record_first_free(run)};

    record_flip(run->taken, block.member);
    if (--run->free == 0) {
        srpc_record_remove(allocator, &allocator->free[size_of_bits(run->bits)], number);
    }
    if (!block_is_chunk(run)) {
        record_at(allocator, run->within)->live++;
    }
    return block;
}

/* Makes an untyped of a size, where none is free, and takes it. */
int srpc_block_make(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
    __attribute__((warn_unused_result));

/* Takes an untyped of a size. */
static inline int block_take(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
{
    uint32_t run = allocator->free[size_of_bits(bits)];

    if (run == 0) {
        return srpc_block_make(allocator, bits, block);
    }
    *block = block_take_member(allocator, run);
    return 0;
}

/* Takes an untyped of a size at an address, or of device memory anywhere: a chunk of its own. */
int srpc_block_take_at(struct sel4rpc_vka *allocator, uint64_t paddr, unsigned bits, struct block *block)
    __attribute__((warn_unused_result));
int srpc_block_take_device(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
    __attribute__((warn_unused_result));

/* Gives a member back, and whatever is empty then. */
void srpc_block_release(struct sel4rpc_vka *allocator, struct block block);

/* Revokes an untyped: what is in it goes. Returns whether that could be. */
bool srpc_block_revoke(const struct sel4rpc_vka *allocator, struct block block);

/* Makes objects out of an untyped that is taken, in consecutive slots. empty: nothing of the allocator's is
 * in it; what somebody still has of it, from before it was free, is revoked where it is in the way. */
static inline int block_retype(const struct sel4rpc_vka *allocator, struct block block, bool empty,
                               seL4_Word type, seL4_Word size_bits, const cspacepath_t *first,
                               seL4_Word count)
{
    seL4_CPtr untyped = record_at(allocator, block.run)->slot + block.member;
    seL4_Error error = seL4_Untyped_Retype(untyped, type, size_bits, first->root, first->dest,
                                           first->destDepth, first->offset, count);

    if (error == seL4_NotEnoughMemory && empty && srpc_block_revoke(allocator, block)) {
        error = seL4_Untyped_Retype(untyped, type, size_bits, first->root, first->dest, first->destDepth,
                                    first->offset, count);
    }
    return (int)error;
}

/* Makes objects out of one untyped that they have for themselves: from 2 on, the members of *run. *divisible:
 * out, whether it failed for want of an untyped of that size. */
int srpc_block_take_objects(struct sel4rpc_vka *allocator, const struct object *object,
                            const cspacepath_t *first, unsigned count, uint32_t *run, bool *divisible)
    __attribute__((warn_unused_result));

/* Gives back what has nothing in use any more, where that failed before. */
void srpc_block_give_back_empty(struct sel4rpc_vka *allocator);

/* ---- Chunks, in chunk.c. */

enum chunk_place { CHUNK_ANYWHERE, CHUNK_AT, CHUNK_DEVICE };

/* Asks the parent for a chunk: a run of one member, which is taken. Anywhere it may be larger than `bits`. */
int srpc_chunk_take(struct sel4rpc_vka *allocator, enum chunk_place place, uint64_t paddr, unsigned bits,
                    struct block *block) __attribute__((warn_unused_result));
/* Gives a chunk back, with all that was made in it; slot and record, too. False where the parent refuses. */
bool srpc_chunk_give_back(struct sel4rpc_vka *allocator, uint32_t chunk);
