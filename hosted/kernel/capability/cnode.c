/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of CNodes.
 */
#include "kernel/capability/cnode.h"

bool cnode_set_guard(struct capability *capability, bool preserve, abi_word data)
{
    unsigned bits = (unsigned)ABI_GUARD_SIZE(data);

    (void)preserve;
    if (bits + capability->bits > ABI_WORD_BITS) {
        return false;
    }
    capability->guard_bits = (uint8_t)bits;
    capability->guard = ABI_GUARD(data) & (((abi_word)1 << bits) - 1);
    return true;
}

struct slot *cnode_slot_at(struct object *object, abi_word index)
{
    return index < cnode_slots(object) ? cnode_slot(object, index) : NULL;
}

abi_word cnode_revoke(struct invocation *invocation)
{
    struct slot *slot;
    abi_word error = invocation_find_own(invocation, &slot);

    if (error == ABI_NO_ERROR) {
        slot_revoke(invocation->kernel, slot);
    }
    return error;
}

abi_word cnode_delete(struct invocation *invocation)
{
    struct slot *slot;
    abi_word error = invocation_find_own(invocation, &slot);

    if (error == ABI_NO_ERROR) {
        slot_delete(invocation->kernel, slot);
    }
    return error;
}

/* Finds the destination, which must be empty, and the source, which must not be. */
static abi_word find_pair(struct invocation *invocation, struct slot **destination, struct slot **source)
{
    const abi_word *mr = invocation->mr;
    abi_word error = invocation_find_empty(invocation, invocation->slot, mr[0], mr[1], destination);

    if (error != ABI_NO_ERROR) {
        return error;
    }
    error = invocation_find_slot(invocation, invocation->caps[0], mr[2], mr[3], true, source);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (slot_is_empty(*source)) {
        struct lookup_failure failure;
        cspace_missing(&failure, mr[3]);
        return refuse_lookup(invocation, true, &failure);
    }
    return ABI_NO_ERROR;
}

static abi_word copy(struct invocation *invocation, bool has_badge)
{
    struct slot *destination;
    struct slot *source;
    struct capability masked;
    struct capability derived;
    abi_word error = find_pair(invocation, &destination, &source);

    if (error != ABI_NO_ERROR) {
        return error;
    }
    masked = source->capability;
    capability_mask_rights(&masked, invocation->mr[4]);
    if (has_badge && !capability_set_data(&masked, false, invocation->mr[5])) {
        return ABI_ILLEGAL_OPERATION;
    }
    error = capability_derive(source, &masked, &derived);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (derived.type == CAPABILITY_NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    slot_insert_derived(invocation->kernel, destination, &derived, source);
    return ABI_NO_ERROR;
}

abi_word cnode_copy(struct invocation *invocation)
{
    return copy(invocation, false);
}

abi_word cnode_mint(struct invocation *invocation)
{
    return copy(invocation, true);
}

abi_word cnode_move(struct invocation *invocation)
{
    struct slot *destination;
    struct slot *source;
    abi_word error = find_pair(invocation, &destination, &source);

    if (error == ABI_NO_ERROR) {
        slot_move(destination, source);
    }
    return error;
}

abi_word cnode_mutate(struct invocation *invocation)
{
    struct slot *destination;
    struct slot *source;
    struct capability changed;
    abi_word error = find_pair(invocation, &destination, &source);

    if (error != ABI_NO_ERROR) {
        return error;
    }
    changed = source->capability;
    if (!capability_set_data(&changed, true, invocation->mr[4])) {
        return ABI_ILLEGAL_OPERATION;
    }
    slot_move(destination, source);
    destination->capability = changed;
    return ABI_NO_ERROR;
}
