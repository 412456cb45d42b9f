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

static abi_word check_full(struct invocation *invocation, const struct slot *slot, abi_word depth,
                           bool source)
{
    struct lookup_failure failure;

    if (!slot_is_empty(slot)) {
        return ABI_NO_ERROR;
    }
    cspace_missing(&failure, depth);
    return refuse_lookup(invocation, source, &failure);
}

/* Finds the destination, which must be empty, and the source, which must not be, in a message of so many
 * registers. */
static abi_word find_pair(struct invocation *invocation, unsigned length, struct slot **destination,
                          struct slot **source)
{
    const abi_word *mr = invocation->mr;
    abi_word error = invocation_find_own(invocation, destination);

    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (invocation->length < 4 || invocation->cap_count < 1) {
        return ABI_TRUNCATED_MESSAGE;
    }
    if (!slot_is_empty(*destination)) {
        return ABI_DELETE_FIRST;
    }
    error = invocation_find_slot(invocation, invocation->caps[0], mr[2], mr[3], true, source);
    if (error == ABI_NO_ERROR) {
        error = check_full(invocation, *source, mr[3], true);
    }
    return error == ABI_NO_ERROR && invocation->length < length ? ABI_TRUNCATED_MESSAGE : error;
}

static abi_word copy(struct invocation *invocation, bool has_badge)
{
    struct slot *destination;
    struct slot *source;
    struct capability masked;
    struct capability derived;
    abi_word error = find_pair(invocation, has_badge ? 6 : 5, &destination, &source);

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
    abi_word error = find_pair(invocation, 4, &destination, &source);

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
    abi_word error = find_pair(invocation, 5, &destination, &source);

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

struct rotation {
    struct slot *destination;
    struct slot *pivot;
    struct slot *source;
    struct capability from_pivot; /* what goes to the destination */
    struct capability from_source;
};

static abi_word check_rotation(struct invocation *invocation, struct rotation *rotation)
{
    const abi_word *mr = invocation->mr;
    abi_word error;

    if (rotation->pivot == rotation->source || rotation->pivot == rotation->destination) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (rotation->source != rotation->destination && !slot_is_empty(rotation->destination)) {
        return ABI_DELETE_FIRST;
    }
    error = check_full(invocation, rotation->source, mr[7], true);
    if (error == ABI_NO_ERROR) {
        error = check_full(invocation, rotation->pivot, mr[4], false);
    }
    if (error != ABI_NO_ERROR) {
        return error;
    }
    rotation->from_pivot = rotation->pivot->capability;
    rotation->from_source = rotation->source->capability;
    if (!capability_set_data(&rotation->from_source, true, mr[5]) ||
        !capability_set_data(&rotation->from_pivot, true, mr[2])) {
        return ABI_ILLEGAL_OPERATION;
    }
    return ABI_NO_ERROR;
}

abi_word cnode_rotate(struct invocation *invocation)
{
    const abi_word *mr = invocation->mr;
    struct slot *between = &invocation->kernel->staged[0];
    struct rotation rotation = {.destination = NULL};
    abi_word error = invocation_find_own(invocation, &rotation.destination);

    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (invocation->length < 8 || invocation->cap_count < 2) {
        return ABI_TRUNCATED_MESSAGE;
    }
    error = invocation_find_slot(invocation, invocation->caps[1], mr[6], mr[7], true, &rotation.source);
    if (error == ABI_NO_ERROR) {
        error = invocation_find_slot(invocation, invocation->caps[0], mr[3], mr[4], true, &rotation.pivot);
    }
    if (error == ABI_NO_ERROR) {
        error = check_rotation(invocation, &rotation);
    }
    if (error != ABI_NO_ERROR) {
        return error;
    }
    slot_move(between, rotation.source); /* the source may be the destination */
    slot_move(rotation.destination, rotation.pivot);
    slot_move(rotation.pivot, between);
    rotation.destination->capability = rotation.from_pivot;
    rotation.pivot->capability = rotation.from_source;
    return ABI_NO_ERROR;
}
