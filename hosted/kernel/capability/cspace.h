/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * CNodes, and finding the slot of a capability address.
 *
 * A CNode is an array of equal places. The header of the first is that of the whole CNode, so that the array
 * exactly fills the object's shadow.
 */
#pragma once

#include "kernel/capability/slot.h"

#define CNODE_PLACE_BYTES (KERNEL_SHADOW_SCALE << ABI_SLOT_BITS)

union cnode_place {
    struct {
        struct container container;
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
