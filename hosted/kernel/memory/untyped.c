/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untyped memory: the capability holds a watermark; everything below it is in use.
 */
#include "kernel/memory/untyped.h"

#include "kernel/capability/object.h"

abi_word untyped_derive(const struct slot *slot, struct capability *copy)
{
    (void)copy;
    return slot->first_child == NULL ? ABI_NO_ERROR : ABI_REVOKE_FIRST;
}

/* Memory that a copy may give out is no longer the source's. */
bool untyped_is_original(struct capability *source, const struct capability *copy)
{
    (void)copy;
    source->watermark = (abi_word)1 << source->bits;
    return true;
}

void untyped_enter(struct kernel *kernel, struct slot *slot)
{
    (void)slot;
    kernel->census.objects[ABI_OBJECT_UNTYPED]++;
}

void untyped_leave(struct kernel *kernel, struct slot *slot)
{
    (void)slot;
    kernel->census.objects[ABI_OBJECT_UNTYPED]--;
}

struct retype {
    abi_word type;
    unsigned size_bits; /* log2 of bytes of one object */
    struct object *cnode;
    abi_word offset; /* of the first slot */
    abi_word count;
    abi_word start; /* of the first object, in bytes from the untyped's start */
};

static abi_word decode_type(struct invocation *invocation, struct retype *retype)
{
    abi_word user_bits = invocation->mr[1];

    retype->type = invocation->mr[0];
    if (retype->type >= ABI_OBJECT_COUNT) {
        return refuse_argument(invocation, 0);
    }
    if (user_bits >= ABI_WORD_BITS || object_size_bits(retype->type, user_bits) > ABI_MAX_UNTYPED_BITS) {
        return refuse_range(invocation, 0, ABI_MAX_UNTYPED_BITS);
    }
    if (user_bits < type_of_retyped(retype->type)->min_bits) {
        return refuse_argument(invocation, 1);
    }
    retype->size_bits = object_size_bits(retype->type, user_bits);
    return ABI_NO_ERROR;
}

static abi_word decode_cnode(struct invocation *invocation, struct retype *retype)
{
    abi_word depth = invocation->mr[3];
    struct slot *slot = invocation->caps[0];

    if (depth != 0) {
        abi_word error =
            invocation_find_slot(invocation, invocation->caps[0], invocation->mr[2], depth, false, &slot);
        if (error != ABI_NO_ERROR) {
            return error;
        }
    }
    if (slot->capability.type != CAPABILITY_CNODE) {
        struct lookup_failure failure;
        cspace_missing(&failure, depth);
        (void)refuse_lookup(invocation, false, &failure);
        return ABI_FAILED_LOOKUP;
    }
    retype->cnode = slot->capability.object;
    return ABI_NO_ERROR;
}

static abi_word decode_window(struct invocation *invocation, struct retype *retype)
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
            return ABI_DELETE_FIRST;
        }
    }
    return ABI_NO_ERROR;
}

static abi_word decode_memory(struct invocation *invocation, struct retype *retype)
{
    const struct slot *slot = invocation->slot;
    const struct capability *untyped = &slot->capability;
    abi_word used = slot->first_child == NULL ? 0 : untyped->watermark;
    abi_word free = ((abi_word)1 << untyped->bits) - used;
    abi_word mask = ((abi_word)1 << retype->size_bits) - 1;

    /* The untyped ends at a multiple of its size, so whatever fits by size also fits when aligned. */
    if ((free >> retype->size_bits) < retype->count) {
        invocation->result_length = 1;
        invocation->result[0] = free;
        return ABI_NOT_ENOUGH_MEMORY;
    }
    if (untyped->device && !type_of_retyped(retype->type)->of_device_memory) {
        return refuse_argument(invocation, 1);
    }
    retype->start = (used + mask) & ~mask;
    return ABI_NO_ERROR;
}

static void describe_untyped(const struct capability *parent, abi_word start, unsigned bits,
                             struct capability *child)
{
    *child = (struct capability){
        .type = CAPABILITY_UNTYPED,
        .bits = (uint8_t)bits,
        .device = parent->device,
        .original = true,
        .memory = parent->memory + start * KERNEL_SHADOW_SCALE,
        .paddr = parent->paddr + start,
    };
}

static void create(struct kernel *kernel, struct slot *slot, const struct retype *retype)
{
    struct capability *untyped = &slot->capability;
    struct capability made;

    for (abi_word i = 0; i < retype->count; i++) {
        describe_untyped(untyped, retype->start + (i << retype->size_bits), retype->size_bits, &made);
        if (retype->type != ABI_OBJECT_UNTYPED) {
            object_capability(object_create(kernel, made.memory, retype->type, retype->size_bits, made.paddr,
                                            untyped->device),
                              &made);
        }
        slot_insert(kernel, cnode_slot(retype->cnode, retype->offset + i), &made, slot);
    }
    untyped->watermark = retype->start + (retype->count << retype->size_bits);
}

abi_word untyped_retype(struct invocation *invocation)
{
    struct retype retype = {0};
    abi_word error = decode_type(invocation, &retype);

    if (error == ABI_NO_ERROR) {
        error = decode_cnode(invocation, &retype);
    }
    if (error == ABI_NO_ERROR) {
        error = decode_window(invocation, &retype);
    }
    if (error == ABI_NO_ERROR) {
        error = decode_memory(invocation, &retype);
    }
    if (error == ABI_NO_ERROR) {
        create(invocation->kernel, invocation->slot, &retype);
    }
    return error;
}
