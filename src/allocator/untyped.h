/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The untypeds of the child's allocator: a tree whose roots are the chunks. Functions return the errors of a
 * vka, see <sel4rpc/vka.h>, and have no effect if they fail.
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

/* Takes a chunk from the pool's lists of empty ones. */
void srpc_empty_remove(sel4rpc_vka_t *allocator, uint32_t chunk);

/* Takes a free member of a slab, which must have one. */
static inline struct untyped untyped_take_member(sel4rpc_vka_t *allocator, uint32_t number)
{
    sel4rpc_vka_record_t *slab = record_at(allocator, number);
    struct untyped untyped = {number, record_first_free(slab)};

    record_flip(slab->taken, untyped.member);
    if (--slab->free == 0 && slab->ordinary) {
        srpc_record_remove(allocator, &allocator->free[size_of_bits(slab->bits)], number);
    }
    if (!slab_is_chunk(slab)) {
        sel4rpc_vka_record_t *split = record_at(allocator, slab->within);
        if (split->live++ == 0 && record_at(allocator, split->within)->listed) {
            srpc_empty_remove(allocator, split->within);
        }
        number = slab->within;
    }
    if (number == allocator->kept) {
        allocator->kept = 0;
    }
    return untyped;
}

/* Makes an untyped of a size of which none is free, and takes it. */
int srpc_untyped_make(sel4rpc_vka_t *allocator, unsigned bits, struct untyped *untyped) WARN_UNUSED_RESULT;

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

/* Releases a member, and whatever is empty then. keep: a chunk may be kept. */
void srpc_untyped_release(sel4rpc_vka_t *allocator, struct untyped untyped, bool keep);

/* Whether something empty is kept, whose slots and memory can be had. */
static inline bool untyped_keeps_some(const sel4rpc_vka_t *allocator)
{
    return allocator->kept != 0 || allocator->empty_chunks != 0;
}

/* Frees the chunk that is kept, if there is one; of a pool's, only the slots in it. */
void srpc_untyped_free_kept(sel4rpc_vka_t *allocator);

cspacepath_t srpc_untyped_path(const sel4rpc_vka_t *allocator, struct untyped untyped);

/* Revokes everything in an untyped. Returns false if the kernel refuses. */
bool srpc_untyped_revoke(const sel4rpc_vka_t *allocator, struct untyped untyped);

/* Makes objects in an untyped that is taken, in consecutive slots. empty: the allocator has nothing in it, so
 * capabilities that somebody has kept from an earlier use may be revoked if they are in the way. */
static inline int untyped_retype(const sel4rpc_vka_t *allocator, struct untyped untyped, bool empty,
                                 seL4_Word type, seL4_Word size_bits, const cspacepath_t *first,
                                 seL4_Word count)
{
    seL4_CPtr source = record_at(allocator, untyped.slab)->slot + untyped.member;
    seL4_Error error;
    bool again;

    do {
        error = seL4_Untyped_Retype(source, type, size_bits, first->root, first->dest, first->destDepth,
                                    first->offset, count);
        again = error == seL4_NotEnoughMemory && empty && srpc_untyped_revoke(allocator, untyped);
        empty = false;
    } while (again);
    return (int)error;
}

/* Makes two or more objects in an untyped of their own, the members of *slab. *try_smaller: out, whether it
 * failed for lack of an untyped of that size. */
int srpc_untyped_take_objects(sel4rpc_vka_t *allocator, const struct object *object,
                              const cspacepath_t *first, unsigned count, uint32_t *slab,
                              bool *try_smaller) WARN_UNUSED_RESULT;

/* Frees what is empty and could not be freed earlier. */
void srpc_untyped_free_empty(sel4rpc_vka_t *allocator);

/* Ends a split: its untyped is whole again. */
void srpc_split_destroy(sel4rpc_vka_t *allocator, uint32_t number);

/* Forgets a slab whose capabilities are gone, and frees its slots. */
void srpc_slab_destroy(sel4rpc_vka_t *allocator, uint32_t number);

/* ---- Chunks, in chunk.c. */

enum chunk_place { CHUNK_ANYWHERE, CHUNK_AT, CHUNK_DEVICE };

/* Gets a chunk from the parent: a slab of one member, taken; larger than `bits` if the place is anywhere. */
int srpc_chunk_take(sel4rpc_vka_t *allocator, enum chunk_place place, uint64_t paddr, unsigned bits,
                    struct untyped *untyped) WARN_UNUSED_RESULT;
/* log2 of the size of the next chunk. */
unsigned srpc_chunk_next_bits(const sel4rpc_vka_t *allocator);
/* Frees a chunk, which is not split, its slot and record. Returns false if the parent refuses. */
bool srpc_chunk_free(sel4rpc_vka_t *allocator, uint32_t chunk);

/* ---- In gone.c. */

/* Forgets the chunks that the parent has taken back, and all in them. Returns whether there were any. Asks
 * the kernel about each chunk, and looks at all records if one is gone. */
bool srpc_untyped_forget_gone(sel4rpc_vka_t *allocator);
