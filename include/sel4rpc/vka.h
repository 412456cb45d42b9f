/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vka_t in the child: any seL4 library there allocates from the parent, and does not know it.
 *
 * How it works. The parent is asked for whole untypeds, chunks, and not for objects. In a chunk untypeds of
 * equal size are made in slabs, up to 256 with one Retype, as many as there are of that size already; an
 * object takes one of exactly its size. So
 *   - an object costs one kernel call, its Retype, and no RPC; a slab costs one for all in it, a chunk costs
 *     one RPC. For n frames of 4 KiB that is n Retypes, log2(n) + n/256 for the slabs, and n/256 RPCs.
 *   - an object that is freed leaves an untyped that the next one of its size takes, whatever lives around
 *     it. A freed untyped may also be split for smaller objects; it does not grow together with others.
 *   - what has nothing in use left goes back whole: a split untyped to where it came from, a chunk to the
 *     parent, with one RPC, at once.
 *   - every untyped has a slot: one further slot for each object, at most two where sizes are first used.
 * Objects that are allocated at once, by sel4rpc_vka_alloc_many(), stand side by side in one untyped. They
 * need no slots but their own, and their memory can be used again when the last of them is free.
 *
 * It allocates nothing but what it is asked for, and keeps its records in memory that the user gives. It
 * calls the parent, the slots that it was given and the kernel, and never itself: calls that reach it from
 * within, as from a source of slots that allocates here, are refused with seL4_IllegalOperation. It is used
 * by one thread at a time. Whatever asks the parent untyped until that answers, and overwrites the IPC buffer
 * as <sel4rpc/client.h> says: in a server's handler that is allowed, before the capabilities are put in
 * place.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>
#include <sel4rpc/slots.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utils/attribute.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

/* log2 of the bytes that the parent is asked for at a time, unless sel4rpc_vka_set_chunk_bits() says other.
 */
#define SEL4RPC_VKA_CHUNK_BITS 20

/* How many objects one Retype can make. */
#define SEL4RPC_VKA_FAN_OUT 256

/*
 * A record: private, public only for its size. One for a chunk, one for an untyped that is split, one for a
 * slab. Allocations at an address and of device memory take one each. In a chunk of 1 MiB, a hundred frames
 * and some objects of a few other sizes take about ten.
 */
typedef struct sel4rpc_vka_record {
    uint64_t taken[SEL4RPC_VKA_FAN_OUT / 64]; /* of a slab: members in use; of these, */
    uint64_t split[SEL4RPC_VKA_FAN_OUT / 64]; /* those that are split */
    uint64_t paddr;                           /* of the first member; VKA_NO_PADDR: unknown */
    uint64_t cookie;                          /* of a chunk: the parent's */
    seL4_Word used;   /* of a split untyped: bytes that are given out, from its start on */
    seL4_CPtr slot;   /* of the first member; 0: the members are objects */
    uint32_t within;  /* of a slab: what it is in, 0 for a chunk; of a split untyped: the slab it is in */
    uint32_t first;   /* of a split untyped: its first slab */
    uint32_t sibling; /* of a slab: the next in the same untyped */
    uint32_t next;    /* of a slab: with free members of the same size; of a split untyped: any */
    uint32_t previous;
    uint32_t live;       /* of a split untyped: members in use in its slabs */
    uint32_t generation; /* of the cookie */
    uint16_t count;      /* of a slab: members; of a split untyped: its number among its slab's */
    uint16_t free;       /* of a slab: members that are not in use */
    uint8_t bits;        /* log2 of the bytes of a member, or of the split untyped */
    uint8_t kind;
    bool ordinary; /* of a slab: free members are for anyone; not device memory, nor memory at an address */
} sel4rpc_vka_record_t;

/* What an allocator holds. */
typedef struct sel4rpc_vka_statistics {
    uint64_t bytes;   /* of its chunks */
    uint32_t chunks;  /* leases of the parent's */
    uint32_t objects; /* allocated and not freed */
    uint32_t slots;   /* of untypeds */
    uint32_t records; /* in use */
} sel4rpc_vka_statistics_t;

/* The sizes of untypeds. */
#define SEL4RPC_VKA_SIZES (seL4_MaxUntypedBits - seL4_MinUntypedBits + 1)

/* An allocator. Its members are private. */
typedef struct sel4rpc_vka {
    sel4rpc_client_t *client;
    sel4rpc_slots_t slots;
    sel4rpc_vka_record_t *records;
    uint32_t capacity;
    uint32_t reached;    /* records that were ever in use */
    uint32_t first_free; /* of those, index + 1 */
    uint32_t generation;
    uint32_t splits;                  /* list of the split untypeds */
    uint32_t free[SEL4RPC_VKA_SIZES]; /* lists of slabs with free members */
    uint32_t made[SEL4RPC_VKA_SIZES]; /* members of slabs */
    unsigned chunk_bits;
    int refusal; /* why a chunk could not be given back */
    bool busy;
    sel4rpc_vka_statistics_t statistics;
} sel4rpc_vka_t;

/*
 * Initialises an allocator that holds nothing.
 *
 * allocator: out. client: of the parent; has to stand as long as the allocator is used. slots: where slots
 *     come from; copied. records, count: memory for the records, the allocator's until
 * sel4rpc_vka_clean_up(); 65535 of them are used at most. When all are in use, allocations that need one are
 * refused with seL4_NotEnoughMemory.
 *
 * Returns 0, or seL4_InvalidArgument. Blocks on nothing.
 */
int sel4rpc_vka_init(sel4rpc_vka_t *allocator, sel4rpc_client_t *client, const sel4rpc_slots_t *slots,
                     sel4rpc_vka_record_t *records, size_t count) WARN_UNUSED_RESULT;

/*
 * Sets how much the parent is asked for at a time: 2^bits bytes; where it refuses, half as much, and so on
 * down to what the allocation needs. Returns 0, or seL4_RangeError where no untyped has that size. Blocks on
 * nothing.
 */
int sel4rpc_vka_set_chunk_bits(sel4rpc_vka_t *allocator, unsigned bits) WARN_UNUSED_RESULT;

/*
 * Makes the vka_t. The allocator has to stand as long as it is used. All its members are there:
 *
 * cspace_alloc, cspace_free, cspace_make_path: the user's slots.
 * utspace_alloc: any type that Retype makes, also paging structures.
 * utspace_alloc_maybe_device: ordinary memory, and the parent's device memory where that fails.
 * utspace_alloc_at: asks the parent for memory at this address, of just this size: one RPC, and one to free.
 *     What the allocator holds already is in use, for the parent.
 * utspace_free: the capabilities to the object have to be deleted, as vka demands. Those that were not are
 *     revoked when the memory is used again. A number that names no allocation is ignored, and said so.
 * utspace_paddr: VKA_NO_PADDR where the parent does not know it, or does not tell.
 *
 * Functions that return an int return 0; the seL4_Error that the parent answered, to the last and smallest
 * thing that it was asked for, or the kernel; an enum sel4rpc_client_error; or of their own accord
 * seL4_InvalidArgument and seL4_RangeError for a type or a size that objects do not have, and
 * seL4_NotEnoughMemory where slots or records are used up. What fails changes nothing.
 */
void sel4rpc_vka_make(sel4rpc_vka_t *allocator, vka_t *vka);

/*
 * Makes objects of one type in consecutive slots: all of them, or none. For each 256 it takes one untyped of
 * their size together, rounded up to a power of two, and one Retype; where such an untyped cannot be had, it
 * goes on with smaller ones.
 *
 * first: the path of the first slot; all of them are empty, and in one CNode. type, size_bits: as Retype
 * takes them. count: 1 and more. cookies: out, `count` numbers, for utspace_free and utspace_paddr; undefined
 * where the call fails.
 *
 * Returns as utspace_alloc.
 */
int sel4rpc_vka_alloc_many(sel4rpc_vka_t *allocator, const cspacepath_t *first, seL4_Word type,
                           seL4_Word size_bits, seL4_Word count, seL4_Word *cookies) WARN_UNUSED_RESULT;

/*
 * Gives every chunk back to the parent: all objects are gone. Returns 0; or what the parent answered where it
 * will not take one: that stays, and the call may be repeated.
 */
int sel4rpc_vka_clean_up(sel4rpc_vka_t *allocator);

/* Tells what the allocator holds. Blocks on nothing. */
void sel4rpc_vka_get_statistics(const sel4rpc_vka_t *allocator, sel4rpc_vka_statistics_t *statistics);

#ifdef __cplusplus
}
#endif
