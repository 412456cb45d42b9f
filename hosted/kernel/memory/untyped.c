/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untyped memory: the capability holds a watermark; everything below it is in use.
 */
#include "kernel/memory/vspace.h"

abi_word untyped_derive(const struct slot *slot, struct capability *copy)
{
    (void)copy;
    return slot->first_child == NULL ? ABI_NO_ERROR : ABI_REVOKE_FIRST;
}

struct retype {
    abi_word type;
    unsigned size_bits; /* log2 of bytes of one object */
    struct object *cnode;
    abi_word offset; /* of the first slot */
    abi_word count;
    abi_word start; /* of the first object, in bytes from the untyped's start */
};

static bool decode_type(struct invocation *invocation, struct retype *retype)
{
    abi_word user_bits = invocation->mr[1];

    retype->type = invocation->mr[0];
    if (retype->type >= ABI_OBJECT_COUNT) {
        return refuse_argument(invocation, 0);
    }
    const struct type *type = type_of_retyped(retype->type);
    retype->size_bits = kernel_object_types[retype->type].size_bits;
    if (retype->size_bits == 0) {
        retype->size_bits = (unsigned)user_bits + type->unit_bits;
    }
    if (user_bits >= ABI_WORD_BITS || retype->size_bits > ABI_MAX_UNTYPED_BITS) {
        return refuse_range(invocation, 0, ABI_MAX_UNTYPED_BITS);
    }
    return user_bits >= type->min_bits || refuse_argument(invocation, 1);
}

static bool decode_cnode(struct invocation *invocation, struct retype *retype)
{
    abi_word depth = invocation->mr[3];
    const struct slot *slot = invocation->caps[0];

    if (depth != 0) {
        slot = invocation_find_slot(invocation, slot, invocation->mr[2], depth, false);
    }
    if (slot == NULL) {
        return false;
    }
    retype->cnode = slot->capability.object;
    return slot->capability.type == CAPABILITY_CNODE || refuse_missing(invocation, false, depth);
}

static bool decode_window(struct invocation *invocation, struct retype *retype)
{
    abi_word slots = cnode_slots(retype->cnode);

    retype->offset = invocation->mr[4];
    retype->count = invocation->mr[5];
    if (retype->offset >= slots) {
        return refuse_range(invocation, 0, slots - 1);
    }
    if (retype->count < 1 || retype->count > ABI_RETYPE_FAN_OUT) {
        return refuse_range(invocation, 1, ABI_RETYPE_FAN_OUT);
    }
    if (retype->count > slots - retype->offset) {
        return refuse_range(invocation, 1, slots - retype->offset);
    }
    for (abi_word i = 0; i < retype->count; i++) {
        if (!slot_is_empty(cnode_slot(retype->cnode, retype->offset + i))) {
            return refuse(invocation, ABI_DELETE_FIRST);
        }
    }
    return true;
}

static bool decode_memory(struct invocation *invocation, struct retype *retype)
{
    const struct slot *slot = invocation->slot;
    const struct capability *untyped = &slot->capability;
    abi_word used = slot->first_child == NULL ? 0 : untyped->watermark;
    abi_word free = ((abi_word)1 << untyped->bits) - used;
    abi_word mask = ((abi_word)1 << retype->size_bits) - 1;

    /* The untyped ends at a multiple of its size, so whatever fits by size also fits when aligned. */
    if ((free >> retype->size_bits) < retype->count) {
        return invocation_end(invocation, ABI_NOT_ENOUGH_MEMORY, free);
    }
    retype->start = (used + mask) & ~mask;
    return !untyped->device || type_of_retyped(retype->type)->of_device_memory ||
           refuse_argument(invocation, 1);
}

static void create(struct kernel *kernel, struct slot *slot, const struct retype *retype)
{
    struct capability *untyped = &slot->capability;
    struct capability made;

    for (abi_word i = 0; i < retype->count; i++) {
        abi_word start = retype->start + (i << retype->size_bits);
        void *shadow = untyped->memory + start * KERNEL_SHADOW_SCALE;
        abi_word paddr = untyped->paddr + start;
        if (retype->type == ABI_OBJECT_UNTYPED) {
            untyped_capability(shadow, paddr, retype->size_bits, untyped->device, &made);
        } else {
            object_capability(
                object_create(kernel, shadow, retype->type, retype->size_bits, paddr, untyped->device),
                &made);
        }
        if (made.type == CAPABILITY_VSPACE) {
            asid_lend(kernel, &made);
        }
        slot_insert(kernel, cnode_slot(retype->cnode, retype->offset + i), &made, slot);
    }
    untyped->watermark = retype->start + (retype->count << retype->size_bits);
}

static bool untyped_retype(struct invocation *invocation)
{
    struct retype retype = {0};
    bool valid = decode_type(invocation, &retype) && decode_cnode(invocation, &retype) &&
                 decode_window(invocation, &retype) && decode_memory(invocation, &retype);

    if (valid) {
        create(invocation->kernel, invocation->slot, &retype);
    }
    return valid;
}

const struct method untyped_methods[] = {{ABI_UNTYPED_RETYPE, 6, 1, untyped_retype}, {0}};
