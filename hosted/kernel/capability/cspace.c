/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Finds the slot of a capability address, one level at a time from the root CNode: the guard of each CNode
 * capability must match; then as many bits as the CNode has select a slot in it.
 */
#include "kernel/capability/slot.h"

static abi_word low_bits(abi_word value, unsigned bits)
{
    return bits >= ABI_WORD_BITS ? value : value & (((abi_word)1 << bits) - 1);
}

/* A shift by the whole width of a word gives 0. */
static abi_word shift_right(abi_word value, unsigned bits)
{
    return bits >= ABI_WORD_BITS ? 0 : value >> bits;
}

void cspace_missing(struct lookup_failure *failure, abi_word bits)
{
    *failure = (struct lookup_failure){2, {FAILURE_MISSING_CAPABILITY, bits}};
}

/* Fails unless the level's guard matches and the address has enough bits left. */
static bool check_level(const struct capability *node, abi_word address, unsigned bits,
                        struct lookup_failure *failure)
{
    unsigned guard_bits = node->guard_bits;
    unsigned level_bits = guard_bits + node->bits;
    bool has_guard = guard_bits <= bits;

    if (!has_guard || low_bits(shift_right(address, bits - guard_bits), guard_bits) != node->guard) {
        *failure = (struct lookup_failure){4, {FAILURE_GUARD_MISMATCH, bits, node->guard, guard_bits}};
        return false;
    }
    if (level_bits > bits) {
        *failure = (struct lookup_failure){3, {FAILURE_DEPTH_MISMATCH, bits, level_bits}};
        return false;
    }
    return true;
}

/* Stops at the first slot that holds no CNode, or at the end of the address; *bits are then left of it. */
static struct slot *resolve(const struct capability *node, abi_word address, unsigned *bits,
                            struct lookup_failure *failure)
{
    struct slot *slot = NULL;

    if (node->type != CAPABILITY_CNODE) {
        *failure = (struct lookup_failure){1, {FAILURE_INVALID_ROOT}};
        return NULL;
    }
    do {
        if (!check_level(node, address, *bits, failure)) {
            return NULL;
        }
        *bits -= (unsigned)node->guard_bits + node->bits;
        slot = cnode_slot(node->object, low_bits(shift_right(address, *bits), node->bits));
        node = &slot->capability;
    } while (*bits > 0 && node->type == CAPABILITY_CNODE);
    return slot;
}

struct slot *cspace_lookup(const struct capability *root, abi_word address, struct lookup_failure *failure)
{
    unsigned bits = ABI_WORD_BITS;

    return resolve(root, address, &bits, failure);
}

struct slot *cspace_find_slot(const struct capability *root, abi_word index, abi_word depth,
                              struct lookup_failure *failure)
{
    unsigned bits = (unsigned)depth;

    if (root->type == CAPABILITY_CNODE && (depth < 1 || depth > ABI_WORD_BITS)) {
        failure->length = 0;
        return NULL;
    }
    struct slot *slot = resolve(root, index, &bits, failure);
    if (slot != NULL && bits != 0) {
        *failure = (struct lookup_failure){3, {FAILURE_DEPTH_MISMATCH, bits, 0}};
        return NULL;
    }
    return slot;
}

struct slot *cnode_slot_at(struct object *object, abi_word index)
{
    return index < cnode_slots(object) ? cnode_slot(object, index) : NULL;
}
