/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where the allocator of <sel4rpc/vka.h> takes slots from: an interface, and two that have it, a range of a
 * CSpace of one level, and the slots of any vka.
 *
 * Nothing here calls the kernel, blocks, or allocates anything.
 */
#pragma once

#include <sel4/sel4.h>
#include <utils/attribute.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A source of empty slots. None of its functions may use the vka that takes slots from it. */
typedef struct sel4rpc_slots {
    void *data;
    /* Takes `count` consecutive empty slots of one CNode, from 1 to 256. Returns 0; or an seL4_Error, with
     * nothing taken. One that only ever gives a single slot will do: it costs a second Retype an object. */
    int (*alloc)(void *data, seL4_Word count, seL4_CPtr *first);
    /* Gives back what was taken by one call of alloc. The slots are empty. */
    void (*free)(void *data, seL4_CPtr first, seL4_Word count);
    /* The path of a slot, as vka_cspace_make_path() gives it. */
    void (*make_path)(void *data, seL4_CPtr slot, cspacepath_t *path);
} sel4rpc_slots_t;

/* How many words the map of a range of slots has. */
#define SEL4RPC_SLOT_WORDS(count) (((count) + seL4_WordBits - 1) / seL4_WordBits)

/* A range of the slots of one CNode. Its members are private, but for `used`. */
typedef struct sel4rpc_slot_range {
    seL4_CNode root;
    seL4_Word depth;
    seL4_CPtr first;
    seL4_Word count;
    seL4_Word used; /* slots that are taken */
    seL4_Word hint; /* none below is free */
    seL4_Word *map; /* a bit for each: taken */
} sel4rpc_slot_range_t;

/*
 * Makes a source of slots out of the empty end of a CSpace of one level.
 *
 * range: out; has to stand as long as the source is used. root: the CNode that is the whole CSpace, in itself
 *     (for a process of sel4utils, SEL4UTILS_CNODE_SLOT). depth: of its slots, 1 to seL4_WordBits.
 * first, count: the slots; not 0. map: SEL4RPC_SLOT_WORDS(count) words, the range's as long as it is used.
 * slots: out, the source.
 *
 * Returns 0, or seL4_InvalidArgument. Taking one slot costs a look at the map from the first free one on;
 * taking several, one at all of it.
 */
int sel4rpc_slots_of_range(sel4rpc_slot_range_t *range, seL4_CNode root, seL4_Word depth, seL4_CPtr first,
                           seL4_Word count, seL4_Word *map, sel4rpc_slots_t *slots) WARN_UNUSED_RESULT;

/*
 * Makes a source of slots out of a vka's, of which nothing but the functions for slots is used. Several slots
 * are had from it where it gives consecutive ones when asked one by one.
 *
 * vka: has to stand as long as the source is used. slots: out. Returns 0, or seL4_InvalidArgument where vka
 * is NULL or lacks the functions.
 */
int sel4rpc_slots_of_vka(vka_t *vka, sel4rpc_slots_t *slots) WARN_UNUSED_RESULT;

#ifdef __cplusplus
}
#endif
