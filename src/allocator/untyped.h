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

static inline bool slab_is_chunk(const sel4rpc_vka_record_t *slab)
{
    return slab->within == 0;
}

/* Takes a free member of a slab that has one. */
static inline struct untyped untyped_take_member(sel4rpc_vka_t *allocator, uint32_t number)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, number);
    struct untyped untyped = {number, record_first_free(slab)};

    record_flip(slab->taken, untyped.member);
    if (--slab->free == 0) {
        srpc_record_remove(allocator, &allocator->free[size_of_bits(slab->bits)], number);
    }
    if (!slab_is_chunk(slab)) {
        record_at(allocator, slab->within)->live++;
    }
    return untyped;
}

/* Makes an untyped of a size, where none is free, and takes it. */
int srpc_untyped_make(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
    WARN_UNUSED_RESULT;

/* Takes an untyped of a size. */
static inline int untyped_take(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
{
    uint32_t slab = allocator->free[size_of_bits(bits)];

    if (slab == 0) {
        return srpc_untyped_make(allocator, bits, untyped);
    }
    *untyped = untyped_take_member(allocator, slab);
    return 0;
}

/* Takes an untyped of a size at an address, or of device memory anywhere: a chunk of its own. */
int srpc_untyped_take_at(sel4rpc_vka_t *allocator, uint64_t paddr, unsigned bits, struct untyped *untyped)
    WARN_UNUSED_RESULT;
int srpc_untyped_take_device(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped)
    WARN_UNUSED_RESULT;

/* Gives a member back, and whatever is empty then. */
void srpc_untyped_release(sel4rpc_vka_t *allocator, struct untyped untyped);

/* Revokes an untyped: what is in it goes. Returns whether that could be. */
bool srpc_untyped_revoke(const sel4rpc_vka_t *allocator, struct untyped untyped);

/* Makes objects out of an untyped that is taken, in consecutive slots. empty: nothing of the allocator's is
 * in it; what somebody still has of it, from before it was free, is revoked where it is in the way. */
static inline int untyped_retype(const sel4rpc_vka_t *allocator, struct untyped untyped, bool empty,
                                 seL4_Word type, seL4_Word size_bits, const cspacepath_t *first,
                                 seL4_Word count)
{
    seL4_CPtr source = record_at(allocator, untyped.slab)->slot + untyped.member;
    seL4_Error error = seL4_Untyped_Retype(source, type, size_bits, first->root, first->dest,
                                           first->destDepth, first->offset, count);

    if (error == seL4_NotEnoughMemory && empty && srpc_untyped_revoke(allocator, untyped)) {
        error = seL4_Untyped_Retype(source, type, size_bits, first->root, first->dest, first->destDepth,
                                    first->offset, count);
    }
    return (int)error;
}

/* Makes objects out of one untyped that they have for themselves: from 2 on, the members of *slab.
 * *try_smaller: out, whether it failed for want of an untyped of that size. */
int srpc_untyped_take_objects(sel4rpc_vka_t *allocator, const struct object *object,
                              const cspacepath_t *first, unsigned count, uint32_t *slab, bool *try_smaller)
    WARN_UNUSED_RESULT;

/* Gives back what has nothing in use any more, where that failed before. */
void srpc_untyped_free_empty(sel4rpc_vka_t *allocator);

/* ---- Chunks, in chunk.c. */

enum chunk_place { CHUNK_ANYWHERE, CHUNK_AT, CHUNK_DEVICE };

/* Asks the parent for a chunk: a slab of one member, which is taken. Anywhere it may be larger than `bits`.
 */
int srpc_chunk_take(sel4rpc_vka_t *allocator, enum chunk_place place, uint64_t paddr, unsigned bits,
                    struct untyped *untyped) WARN_UNUSED_RESULT;
/* Gives a chunk back, with all that was made in it; slot and record, too. False where the parent refuses. */
bool srpc_chunk_free(sel4rpc_vka_t *allocator, uint32_t chunk);
