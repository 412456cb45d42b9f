/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities as values, and making objects.
 */
#include "kernel/capability/capability.h"

#include <string.h>

static bool set_badge(struct capability *capability, bool preserve, abi_word badge)
{
    if (preserve || capability->badge != 0) {
        return false;
    }
    capability->badge = badge & ((~(abi_word)0) >> (ABI_WORD_BITS - ABI_BADGE_BITS));
    return true;
}

static bool set_guard(struct capability *cnode, abi_word data)
{
    unsigned bits = (unsigned)ABI_GUARD_SIZE(data);

    if (bits + cnode->bits > ABI_WORD_BITS) {
        return false;
    }
    cnode->guard_bits = (uint8_t)bits;
    cnode->guard = ABI_GUARD(data) & (((abi_word)1 << bits) - 1);
    return true;
}

bool capability_set_data(struct capability *capability, bool preserve, abi_word data)
{
    if (type_of(capability)->badged) {
        return set_badge(capability, preserve, data);
    }
    return capability->type != CAPABILITY_CNODE || set_guard(capability, data);
}

abi_word capability_derive(const struct slot *slot, const struct capability *capability,
                           struct capability *copy)
{
    const struct type *type = type_of(capability);

    *copy = *capability;
    return type->derive == NULL ? ABI_NO_ERROR : type->derive(slot, copy);
}

abi_word capability_derive_nothing(const struct slot *slot, struct capability *copy)
{
    (void)slot;
    *copy = (struct capability){.type = CAPABILITY_NULL};
    return ABI_NO_ERROR;
}

struct object *object_create(struct kernel *kernel, void *shadow, abi_word type, unsigned size_bits,
                             abi_word paddr, bool device)
{
    struct object *object = shadow;
    size_t bytes = type_of_retyped(type)->bytes;

    memset(shadow, 0, bytes != 0 ? bytes : SHADOW_BYTES(size_bits));
    object->kind = kernel_object_types[type].capability;
    object->type = (uint8_t)type;
    object->size_bits = (uint8_t)size_bits;
    object->device = device;
    object->paddr = paddr;
    kernel->census.objects[type]++;
    return object;
}

void object_capability(struct object *object, struct capability *capability)
{
    const struct type *type = &kernel_types[object->kind];

    *capability = (struct capability){
        .type = object->kind,
        .rights = type->rights,
        .bits = (uint8_t)(object->size_bits - type->unit_bits),
        .device = object->device,
        .original = true,
        .object = object,
    };
}

void untyped_capability(void *shadow, abi_word paddr, unsigned bits, bool device,
                        struct capability *capability)
{
    *capability = (struct capability){
        .type = CAPABILITY_UNTYPED,
        .bits = (uint8_t)bits,
        .device = device,
        .original = true,
        .memory = shadow,
        .paddr = paddr,
    };
}
