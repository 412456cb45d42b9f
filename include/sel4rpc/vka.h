/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * An allocator: a vka_t that takes whole untypeds, called chunks, from a source, and makes objects in them.
 * In a child the source is the parent, so that any seL4 library there allocates from it without knowing. In
 * a parent it is the vka it has: see sel4rpc_pool_make().
 *
 * How it works. In a chunk it makes slabs: rows of up to 256 equal untypeds, with one Retype each, as many as
 * it has of that size already. An object takes one untyped of exactly its size. So
 *   - an object costs one kernel call, its Retype, and no RPC. A slab costs one Retype for all its members, a
 *     chunk one RPC: n frames of 4 KiB cost n Retypes, log2(n) + n/256 for slabs, and at most n/256 RPCs.
 *   - a freed object leaves an untyped that the next object of its size takes, whatever lives around it. The
 *     allocator may also split a free untyped for smaller objects; it does not merge free neighbours.
 *   - an untyped with nothing in use merges again, and a chunk goes back to the parent at once, with one RPC;
 *     but one empty chunk stays for the next object, see below.
 *   - each untyped needs a slot: one besides each object's own, at most two for the first of a size.
 * Objects allocated together by sel4rpc_vka_alloc_many() share one untyped. They need no slots but their own,
 * and their memory is free when the last of them is.
 *
 * A call takes constant time in the number of chunks, objects and slots, besides what the kernel, the parent
 * and your source of slots take, and for each slab that merges. Exceptions are clean-up and the following.
 *
 * The parent may take chunks back, for example with sel4rpc_server_release_client(). When an allocation finds
 * a chunk gone, the allocator forgets it and every object in it, and goes on; you may still free these
 * objects. This takes a kernel call for each chunk, and time proportional to the records.
 *
 * The allocator keeps one empty chunk, so that an object that is allocated and freed in turn costs no RPC: of
 * two the smaller, and none that is larger than a new chunk would be. The chunk goes back if it is in the way
 * of memory, slots or records, and with sel4rpc_vka_clean_up(). Otherwise the allocator holds nothing that
 * you did not ask for.
 *
 * The allocator keeps its records in your memory. It calls the parent, your source of slots and the kernel,
 * never itself: it refuses a nested call, for example from a source of slots that allocates here, with
 * seL4_IllegalOperation. Use it from one thread at a time. A call that asks the parent blocks until the
 * answer, and overwrites the IPC buffer as <sel4rpc/client.h> says; a server's handler may make one before it
 * puts capabilities in place.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>
#include <sel4rpc/slots.h>
#include <sel4rpc/source.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utils/attribute.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

/* log2 of the bytes of the smallest chunks; see sel4rpc_vka_set_chunk_bits(). */
#define SEL4RPC_VKA_CHUNK_BITS 20

/* How many objects one Retype can make. */
#define SEL4RPC_VKA_FAN_OUT 256

/*
 * A record of a slab or a split untyped; a chunk is a slab with one member. Private, except its size.
 * Allocations at an address and of device memory take one each. In a chunk of 1 MiB, a hundred frames and
 * some objects of a few other sizes take about ten.
 */
typedef struct sel4rpc_vka_record {
    uint64_t taken[SEL4RPC_VKA_FAN_OUT / 64]; /* slab: members in use; of these, */
    uint64_t split[SEL4RPC_VKA_FAN_OUT / 64]; /* those that are split */
    uint64_t paddr;                           /* of the first member; VKA_NO_PADDR: unknown */
    uint64_t cookie;                          /* chunk: the parent's */
    seL4_Word used;                           /* split: bytes in its slabs, from its start */
    seL4_CPtr slot;                           /* of the first member; 0: the members are objects */
    uint32_t within;  /* slab: the split untyped it is in, 0 for a chunk; split: the slab it is in */
    uint32_t first;   /* split: its first slab; chunk that is split: what it is split into */
    uint32_t sibling; /* slab: the next in the same untyped */
    uint32_t next;    /* slab: with free members of the same size; split: with room for the same size;
                         chunk that is split: empty, of the same size */
    uint32_t previous;
    uint32_t live;       /* split: members in use in its slabs */
    uint32_t generation; /* of the cookie */
    uint16_t count;      /* slab: members; split: which member of its slab */
    uint16_t free;       /* slab: members not in use */
    uint8_t bits;        /* log2 of the bytes of a member, or of the split untyped */
    uint8_t kind;
    bool ordinary; /* slab: its free members may serve any request: no device memory, no address */
    bool gone;     /* in a chunk that the source has taken back */
    bool listed;   /* chunk: empty, split, and kept */
} sel4rpc_vka_record_t;

/* What an allocator holds. */
typedef struct sel4rpc_vka_statistics {
    uint64_t bytes;   /* of its chunks */
    uint32_t chunks;  /* leases of the parent */
    uint32_t objects; /* allocated and not freed */
    uint32_t slots;   /* of untypeds */
    uint32_t records; /* in use */
} sel4rpc_vka_statistics_t;

/* The sizes of untypeds. */
#define SEL4RPC_VKA_SIZES (seL4_MaxUntypedBits - seL4_MinUntypedBits + 1)

/* An allocator. Private. */
typedef struct sel4rpc_vka {
    sel4rpc_source_t source;
    sel4rpc_slots_t slots;
    sel4rpc_vka_record_t *records;
    uint32_t capacity;
    uint32_t reached;    /* records that were ever used */
    uint32_t first_free; /* of those, index + 1 */
    uint32_t generation;
    uint32_t kept;                     /* empty chunk: its record, or that of what it is split into */
    uint32_t rooms[SEL4RPC_VKA_SIZES]; /* lists of split untypeds, by what has room in them */
    uint32_t free[SEL4RPC_VKA_SIZES];  /* lists of slabs with free members */
    uint32_t made[SEL4RPC_VKA_SIZES];  /* members of slabs */
    uint64_t ordinary_bytes;           /* of ordinary chunks */
    uint32_t empty[SEL4RPC_VKA_SIZES]; /* pool: lists of chunks that are split, with nothing in use */
    uint32_t empty_chunks;             /* in these lists */
    unsigned chunk_bits;
    unsigned likely_bits; /* what the source is likely to have */
    unsigned merge_bits;  /* the largest untyped that may be split, and merged again */
    bool is_pool;
    int refusal; /* why a chunk could not be freed */
    bool busy;
    bool kept_one; /* when the call began */
    sel4rpc_vka_statistics_t statistics;
} sel4rpc_vka_t;

/*
 * Initialises an allocator that holds nothing.
 *
 * allocator: out. client: of the parent; must stay valid while the allocator is used. slots: copied.
 * records: the allocator's until sel4rpc_vka_clean_up(). count: of records, 1 and more; it uses at most
 * 65535. When they are all in use, allocations that need one return seL4_NotEnoughMemory.
 *
 * Returns 0, or seL4_InvalidArgument. Never blocks.
 */
int sel4rpc_vka_init(sel4rpc_vka_t *allocator, sel4rpc_client_t *client, const sel4rpc_slots_t *slots,
                     sel4rpc_vka_record_t *records, size_t count) WARN_UNUSED_RESULT;

/* Like sel4rpc_vka_init(), with a source of your choice. source: copied. */
int sel4rpc_vka_init_from(sel4rpc_vka_t *allocator, const sel4rpc_source_t *source,
                          const sel4rpc_slots_t *slots, sel4rpc_vka_record_t *records,
                          size_t count) WARN_UNUSED_RESULT;

/*
 * Makes the allocator a pool: it keeps what is freed, for the next object of its size. At once, it gives back
 * memory at an address and of devices only; and all that is not in use when the source lacks memory for a
 * request, with sel4rpc_vka_trim() and with sel4rpc_vka_clean_up(). For a server: what clients free costs its
 * source no call, and no request clears much memory at once, unless memory runs out: the source may merge
 * what the pool returns. If you also allocate from the source yourself, and it has nothing left, trim the
 * pool and try again.
 *
 * bits: log2 of the bytes of the largest untyped that it splits, and merges again when nothing in it is in
 * use and another size is needed; a Retype then clears at most as many. Larger objects get an untyped of
 * their own, which serves objects of their size only. No chunk for smaller ones is larger.
 *
 * Returns 0; seL4_RangeError if no untyped has that size; seL4_IllegalOperation if the allocator holds
 * something. Never blocks.
 */
int sel4rpc_vka_keep(sel4rpc_vka_t *allocator, unsigned bits) WARN_UNUSED_RESULT;

/*
 * Makes a parent's pool, for its server to grant from: an allocator whose source of memory and slots is the
 * parent's own vka, and which keeps what is freed, see sel4rpc_vka_keep(), with SEL4RPC_VKA_CHUNK_BITS.
 *
 * pool: out. backing: the parent's vka; must stay valid, and be used from the same thread. records, count: as
 * for sel4rpc_vka_init(). vka: out; the pool's. Give it to sel4rpc_server_init().
 *
 * Returns 0, or seL4_InvalidArgument. Never blocks.
 */
int sel4rpc_pool_make(sel4rpc_vka_t *pool, vka_t *backing, sel4rpc_vka_record_t *records, size_t count,
                      vka_t *vka) WARN_UNUSED_RESULT;

/*
 * Sets the smallest size of a chunk, 2^bits bytes. A new chunk has at least an eighth of the bytes of those
 * that the allocator has, so that 1 GiB takes 64 leases. If the parent does not have enough memory, the
 * allocator asks for half as much, and so on down to what the allocation needs. Next time it begins with what
 * the parent gave, and asks for more again after that. Any other refusal is final.
 *
 * Returns 0, or seL4_RangeError if no untyped has that size. Never blocks.
 */
int sel4rpc_vka_set_chunk_bits(sel4rpc_vka_t *allocator, unsigned bits) WARN_UNUSED_RESULT;

/*
 * Makes the vka_t, with all its members. The allocator must stay valid while vka is used.
 *
 * cspace_alloc, cspace_free, cspace_make_path: your source of slots. If it has none left, cspace_alloc frees
 *     the empty chunk.
 * utspace_alloc: any type that Retype makes, paging structures too.
 * utspace_alloc_maybe_device: ordinary memory; failing that, device memory from the parent.
 * utspace_alloc_at: asks the parent for this address and size: one RPC, and one to free. What the allocator
 *     holds already is in use, as far as the parent knows.
 * utspace_free: delete the capabilities to the object first, as vka demands; those that remain are revoked
 *     when the memory is used again. Logs and ignores a cookie that names no allocation.
 * utspace_paddr: VKA_NO_PADDR if the parent does not know or tell.
 *
 * Functions that return an int return 0; the seL4_Error of the kernel, or of the parent for the last and
 * smallest thing it was asked for; an enum sel4rpc_client_error; or seL4_InvalidArgument or seL4_RangeError
 * for a type or size that objects do not have, and seL4_NotEnoughMemory when slots or records run out. A
 * failed call has no effect, except that the empty chunk may have gone back.
 */
void sel4rpc_vka_make(sel4rpc_vka_t *allocator, vka_t *vka);

/*
 * Makes objects of one type in consecutive slots: all of them, or none. Takes one untyped and one Retype for
 * each 256, or smaller untypeds if there is none of that size.
 *
 * first: the path of the first slot; the slots must be empty and in one CNode. type, size_bits: as for
 * Retype. count: 1 and more. cookies: out; `count` of them, for utspace_free and utspace_paddr; undefined if
 * the call fails. Returns as utspace_alloc.
 */
int sel4rpc_vka_alloc_many(sel4rpc_vka_t *allocator, const cspacepath_t *first, seL4_Word type,
                           seL4_Word size_bits, seL4_Word count, seL4_Word *cookies) WARN_UNUSED_RESULT;

/*
 * Frees every chunk, also the empty one, and with it all objects. Returns 0, or the parent's error: the chunk
 * that it refused stays, and you may try again.
 */
int sel4rpc_vka_clean_up(sel4rpc_vka_t *allocator);

/*
 * Finds the untyped beneath an object, for sel4rpc_server_set_untyped_of(). allocator: a sel4rpc_vka_t. The
 * others: as for sel4rpc_untyped_of_t. Objects of sel4rpc_vka_alloc_many() may have none of their own. Never
 * blocks.
 */
bool sel4rpc_vka_untyped_of(void *allocator, seL4_Word type, seL4_Word size_bits, seL4_Word cookie,
                            cspacepath_t *path);

/*
 * Gives back every chunk in which nothing is in use: a pool's memory to its source, an allocator's kept chunk
 * to the parent. Returns 0, or the error of the source: what it refused stays. Takes time for all records,
 * and for each chunk.
 */
int sel4rpc_vka_trim(sel4rpc_vka_t *allocator);

/* Tells what the allocator holds. statistics: out. Never blocks. */
void sel4rpc_vka_get_statistics(const sel4rpc_vka_t *allocator, sel4rpc_vka_statistics_t *statistics);

#ifdef __cplusplus
}
#endif
