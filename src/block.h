/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The untypeds of the child's allocator: a tree whose roots are the chunks. Errors are as <sel4rpc/vka.h>
 * says of a vka's functions; what fails changes nothing.
 */
#pragma once

#include "object.h"
#include "record.h"

/* Takes an untyped of a size. */
int sel4rpc_block_take(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
    __attribute__((warn_unused_result));
/* Takes an untyped of a size at an address, or of device memory anywhere: a chunk of its own. */
int sel4rpc_block_take_at(struct sel4rpc_vka *allocator, uint64_t paddr, unsigned bits, struct block *block)
    __attribute__((warn_unused_result));
int sel4rpc_block_take_device(struct sel4rpc_vka *allocator, unsigned bits, struct block *block)
    __attribute__((warn_unused_result));

/* Gives a member back, and whatever is empty then. */
void sel4rpc_block_release(struct sel4rpc_vka *allocator, struct block block);

/* Makes objects out of an untyped that is taken, in consecutive slots. */
int sel4rpc_block_retype(const struct sel4rpc_vka *allocator, struct block block, seL4_Word type,
                         seL4_Word size_bits, const cspacepath_t *first, seL4_Word count)
    __attribute__((warn_unused_result));

/* Makes objects out of one untyped that they have for themselves: from 2 on, the members of *run. *divisible:
 * out, whether it failed for want of an untyped of that size. */
int sel4rpc_block_take_objects(struct sel4rpc_vka *allocator, const struct object *object,
                               const cspacepath_t *first, unsigned count, uint32_t *run, bool *divisible)
    __attribute__((warn_unused_result));

/* Gives back what has nothing in use any more, where that failed before. */
void sel4rpc_block_give_back_empty(struct sel4rpc_vka *allocator);

/* ---- Chunks, in chunk.c. */

enum chunk_place { CHUNK_ANYWHERE, CHUNK_AT, CHUNK_DEVICE };

/* Asks the parent for a chunk: a run of one member, which is taken. Anywhere it may be larger than `bits`. */
int sel4rpc_chunk_take(struct sel4rpc_vka *allocator, enum chunk_place place, uint64_t paddr, unsigned bits,
                       struct block *block) __attribute__((warn_unused_result));
/* Gives a chunk back, with all that was made in it; slot and record, too. False where the parent refuses. */
bool sel4rpc_chunk_give_back(struct sel4rpc_vka *allocator, uint32_t chunk);

static inline unsigned size_of_bits(unsigned bits)
{
    return bits - seL4_MinUntypedBits;
}
