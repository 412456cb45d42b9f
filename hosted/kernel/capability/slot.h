/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Slots, and the derivation tree that links them.
 *
 * Every capability in a slot is a node of one tree. Its root is an empty slot of the kernel, the parent of
 * everything that has no other. Revoke deletes what is below a slot; Delete hands a slot's children to its
 * parent. A node knows its first child and both siblings, so everything but handing over takes constant time.
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

/* Like slot_delete(), but leaves containers that lost their last capability to the next slot_delete(). */
void slot_release(struct kernel *kernel, struct slot *slot);

/* Deletes all descendants of a slot. */
void slot_revoke(struct kernel *kernel, struct slot *slot);

/* The new content of an owner's slot: a capability derived from that of `source`, or nothing (NULL). */
struct slot_change {
    struct slot *slot;
    struct slot *source;
    struct capability capability;
};

/* Replaces the contents of an owner's slots. Derives all new capabilities before it deletes an old one, since
 * a deletion may delete any other capability, and the owner itself; a new capability that then has no place
 * is dropped. */
void slot_replace(struct kernel *kernel, const struct object *owner, const struct slot_change *changes,
                  unsigned count);
