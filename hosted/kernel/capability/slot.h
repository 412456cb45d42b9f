/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Slots, the derivation tree that links them, and CNodes, which hold them.
 *
 * Every capability in a slot is a node of one tree. Its root is an empty slot of the kernel, the parent of
 * everything that has no other. Revoke deletes what is below a slot; Delete hands a slot's children to its
 * parent. A node knows its first child and both siblings, so everything but handing over takes constant time.
 *
 * A CNode is an array of equal places. The header of the first is that of the whole CNode, so that the array
 * exactly fills the object's shadow.
 */
#pragma once

#include "kernel/capability/capability.h"

static inline bool slot_is_empty(const struct slot *slot)
{
    return slot->capability.type == CAPABILITY_NULL;
}

/* Puts a new capability into an empty slot, as a child of `parent`. */
void slot_insert(struct kernel *kernel, struct slot *slot, const struct capability *capability,
                 struct slot *parent);

/* Puts a capability derived from that of `source` into an empty slot. */
void slot_insert_derived(struct kernel *kernel, struct slot *slot, const struct capability *capability,
                         struct slot *source);

/* Moves a capability to an empty slot; its place in the tree stays the same. */
void slot_move(struct slot *destination, struct slot *source);

/* Empties a slot, and destroys what becomes unreachable. */
void slot_delete(struct kernel *kernel, struct slot *slot);

/* Like slot_delete(), but leaves objects with slots that lost their last capability to the next
 * slot_delete(). */
void slot_release(struct kernel *kernel, struct slot *slot);

/* Deletes all descendants of a slot. */
void slot_revoke(struct kernel *kernel, struct slot *slot);

/* The new content of a slot: a capability derived from that of `source`, or nothing (NULL). */
struct slot_change {
    struct slot *slot;
    struct slot *source;
    struct capability capability;
};

/* Replaces the contents of slots of a thread or an interrupt. What is deleted there never empties a
 * container: see keeps_cspace() in thread/tcb.c. */
void slot_replace(struct kernel *kernel, const struct slot_change *changes, unsigned count);

#define CNODE_PLACE_BYTES (KERNEL_SHADOW_SCALE << ABI_SLOT_BITS)

union cnode_place {
    struct {
        struct object object;
        struct slot slot;
    };
    unsigned char size[CNODE_PLACE_BYTES];
};

enum failure_type {
    FAILURE_INVALID_ROOT = 1,
    FAILURE_MISSING_CAPABILITY,
    FAILURE_DEPTH_MISMATCH,
    FAILURE_GUARD_MISMATCH
};

/* A lookup failure as in messages: its type, then its details. */
struct lookup_failure {
    unsigned length;
    abi_word words[4];
};

static inline struct slot *cnode_slot(struct object *cnode, abi_word index)
{
    return &((union cnode_place *)(void *)cnode)[index].slot;
}

static inline abi_word cnode_slots(const struct object *cnode)
{
    return (abi_word)1 << (cnode->size_bits - ABI_SLOT_BITS);
}

/* Finds the slot at a capability address in a CSpace; it may be empty. NULL: see *failure. */
struct slot *cspace_lookup(const struct capability *root, abi_word address, struct lookup_failure *failure);

/* The same by index and depth, as CNode methods do. A failure of length 0: the depth is out of range. */
struct slot *cspace_find_slot(const struct capability *root, abi_word index, abi_word depth,
                              struct lookup_failure *failure);

/* Describes a slot that is empty but should not be; `bits` of the address are left. */
void cspace_missing(struct lookup_failure *failure, abi_word bits);

/* For the table of types. */
struct slot *cnode_slot_at(struct object *object, abi_word index);
