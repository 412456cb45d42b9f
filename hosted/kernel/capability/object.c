/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Making objects.
 */
#include "kernel/capability/object.h"

#include <string.h>

unsigned object_size_bits(abi_word type, abi_word user_bits)
{
    unsigned size_bits = kernel_object_types[type].size_bits;

    return size_bits != 0 ? size_bits : (unsigned)user_bits + type_of_retyped(type)->unit_bits;
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
