/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What every kernel object begins with.
 *
 * An object lives in the shadow of the memory it was retyped from. Its header counts the capabilities that
 * refer to it; when the last one goes, the object is destroyed, once. Untyped memory has no header: its
 * children live in its shadow.
 */
#pragma once

#include "kernel/capability/type.h"

#define SHADOW_BYTES(bits) ((size_t)KERNEL_SHADOW_SCALE << (bits))

/* True for all objects except interrupts. */
static inline bool object_takes_memory(const struct object *object)
{
    return object->size_bits != 0;
}

/* Log2 of an object's bytes, given its type and the size that the user asks for. */
unsigned object_size_bits(abi_word type, abi_word user_bits);

/* The table's entry for objects that Retype makes of this type. */
static inline const struct type *type_of_retyped(abi_word type)
{
    return &kernel_types[kernel_object_types[type].capability];
}

/* Makes an object at a place in the shadow, whatever is there, and returns it. */
struct object *object_create(struct kernel *kernel, void *shadow, abi_word type, unsigned size_bits,
                             abi_word paddr, bool device);

/* Makes the original capability to an object. */
void object_capability(struct object *object, struct capability *capability);
