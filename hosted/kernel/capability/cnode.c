/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of CNodes.
 */
#include "kernel/capability/invoke.h"

bool cnode_delete(struct invocation *invocation)
{
    struct slot *slot = invocation_find_own(invocation);

    if (slot != NULL && invocation->label == ABI_CNODE_REVOKE) {
        slot_revoke(invocation->kernel, slot);
    } else if (slot != NULL) {
        slot_delete(invocation->kernel, slot);
    }
    return slot != NULL;
}

static bool check_full(struct invocation *invocation, const struct slot *slot, abi_word depth, bool source)
{
    return !slot_is_empty(slot) || refuse_missing(invocation, source, depth);
}

/* Finds the destination, which must be empty, and the source, which must not be, in a message of so many
 * registers. */
static bool find_pair(struct invocation *invocation, unsigned length, struct slot **destination,
                      struct slot **source)
{
    const abi_word *mr = invocation->mr;

    *destination = invocation_find_own(invocation);
    if (*destination == NULL) {
        return false;
    }
    if (invocation->length < 4 || invocation->cap_count < 1) {
        return refuse(invocation, ABI_TRUNCATED_MESSAGE);
    }
    if (!slot_is_empty(*destination)) {
        return refuse(invocation, ABI_DELETE_FIRST);
    }
    *source = invocation_find_slot(invocation, invocation->caps[0], mr[2], mr[3], true);
    if (*source == NULL || !check_full(invocation, *source, mr[3], true)) {
        return false;
    }
    return invocation->length >= length || refuse(invocation, ABI_TRUNCATED_MESSAGE);
}

bool cnode_copy(struct invocation *invocation)
{
    bool has_badge = invocation->label == ABI_CNODE_MINT;
    struct slot *destination;
    struct slot *source;
    struct capability masked;
    struct capability derived;

    if (!find_pair(invocation, has_badge ? 6 : 5, &destination, &source)) {
        return false;
    }
    masked = source->capability;
    masked.rights = (uint8_t)(masked.rights & invocation->mr[4]);
    if (has_badge && !capability_set_data(&masked, false, invocation->mr[5])) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (!refuse(invocation, capability_derive(source, &masked, &derived))) {
        return false;
    }
    if (derived.type == CAPABILITY_NULL) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    slot_insert_derived(invocation->kernel, destination, &derived, source);
    return true;
}

bool cnode_move(struct invocation *invocation)
{
    bool has_badge = invocation->label == ABI_CNODE_MUTATE;
    struct slot *destination;
    struct slot *source;
    struct capability changed;

    if (!find_pair(invocation, has_badge ? 5 : 4, &destination, &source)) {
        return false;
    }
    changed = source->capability;
    if (has_badge && !capability_set_data(&changed, true, invocation->mr[4])) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    slot_move(destination, source);
    destination->capability = changed;
    return true;
}

struct rotation {
    struct slot *destination;
    struct slot *pivot;
    struct slot *source;
    struct capability from_pivot; /* what goes to the destination */
    struct capability from_source;
};

static bool find_rotation(struct invocation *invocation, struct rotation *rotation)
{
    const abi_word *mr = invocation->mr;

    rotation->destination = invocation_find_own(invocation);
    if (rotation->destination == NULL) {
        return false;
    }
    if (invocation->length < 8 || invocation->cap_count < 2) {
        return refuse(invocation, ABI_TRUNCATED_MESSAGE);
    }
    rotation->source = invocation_find_slot(invocation, invocation->caps[1], mr[6], mr[7], true);
    if (rotation->source == NULL) {
        return false;
    }
    rotation->pivot = invocation_find_slot(invocation, invocation->caps[0], mr[3], mr[4], true);
    return rotation->pivot != NULL;
}

static bool check_rotation(struct invocation *invocation, struct rotation *rotation)
{
    const abi_word *mr = invocation->mr;

    if (rotation->pivot == rotation->source || rotation->pivot == rotation->destination) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (rotation->source != rotation->destination && !slot_is_empty(rotation->destination)) {
        return refuse(invocation, ABI_DELETE_FIRST);
    }
    if (!check_full(invocation, rotation->source, mr[7], true) ||
        !check_full(invocation, rotation->pivot, mr[4], false)) {
        return false;
    }
    rotation->from_pivot = rotation->pivot->capability;
    rotation->from_source = rotation->source->capability;
    if (!capability_set_data(&rotation->from_source, true, mr[5]) ||
        !capability_set_data(&rotation->from_pivot, true, mr[2])) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    return true;
}

bool cnode_rotate(struct invocation *invocation)
{
    struct slot between = {0};
    struct rotation rotation;

    if (!find_rotation(invocation, &rotation) || !check_rotation(invocation, &rotation)) {
        return false;
    }
    slot_move(&between, rotation.source); /* the source may be the destination */
    slot_move(rotation.destination, rotation.pivot);
    slot_move(rotation.pivot, &between);
    rotation.destination->capability = rotation.from_pivot;
    rotation.pivot->capability = rotation.from_source;
    return true;
}
