/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Sources of slots for the allocator in <sel4rpc/vka.h>: an interface, and two implementations, a range of a
 * one-level CSpace and the slots of any vka.
 *
 * Nothing here calls the kernel, blocks, or allocates memory.
 */
#pragma once

#include <sel4/sel4.h>
#include <utils/attribute.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A source of empty slots. Its functions must not use the vka that takes slots from it. */
typedef struct sel4rpc_slots {
    void *data; /* passed to each function */
    /* Takes `count` consecutive empty slots of one CNode, 1 to 256. *first: out. Returns 0, or an seL4_Error
     * with nothing taken. A source may give single slots only: that costs a second Retype for each object. */
    int (*alloc)(void *data, seL4_Word count, seL4_CPtr *first);
    /* Frees the slots, which are empty, of one call of alloc. */
    void (*free)(void *data, seL4_CPtr first, seL4_Word count);
    /* Tells the path of a slot, as vka_cspace_make_path() does. */
    void (*make_path)(void *data, seL4_CPtr slot, cspacepath_t *path);
} sel4rpc_slots_t;

/* How many words the map of a range of slots needs. */
#define SEL4RPC_SLOT_WORDS(count) ((count) / (seL4_WordBits - 1) + 11)

/* A range of slots in one CNode. Private, except `used`. */
typedef struct sel4rpc_slot_range {
    seL4_CNode root;
    seL4_Word depth;
    seL4_CPtr first;
    seL4_Word count;
    seL4_Word used; /* slots that are taken */
    seL4_Word hint; /* where to search for several slots */
    seL4_Word *map; /* a bit for each slot, taken; then levels of a bit for each word before, full */
} sel4rpc_slot_range_t;

/*
 * Makes a source of slots from the empty part of a one-level CSpace.
 *
 * range: out; must stay valid while the source is used. root: a capability to the CNode that is the whole
 * CSpace, such as SEL4UTILS_CNODE_SLOT. depth: of its slots, 1 to seL4_WordBits. first: the first slot, not
 * 0. count: how many. map: SEL4RPC_SLOT_WORDS(count) words, the range's while the source is used. slots: out;
 * the source.
 *
 * Returns 0, or seL4_InvalidArgument. The source gives the lowest free slot, in time logarithmic in count. If
 * asked for several slots, it searches a part of the map of bounded size, a further one each time; so it may
 * fail although there are enough: ask again, or for fewer. It frees each slot in logarithmic time.
 */
int sel4rpc_slots_of_range(sel4rpc_slot_range_t *range, seL4_CNode root, seL4_Word depth, seL4_CPtr first,
                           seL4_Word count, seL4_Word *map, sel4rpc_slots_t *slots) WARN_UNUSED_RESULT;

/*
 * Makes a source of slots from those of a vka. It gives several slots only if the vka gives consecutive ones,
 * in whatever order; to get them, it takes at most three times as many, and frees the others.
 *
 * vka: must stay valid while the source is used; only its functions for slots are called. slots: out.
 * Returns 0, or seL4_InvalidArgument if vka is NULL or lacks these functions.
 */
int sel4rpc_slots_of_vka(vka_t *vka, sel4rpc_slots_t *slots) WARN_UNUSED_RESULT;

#ifdef __cplusplus
}
#endif
