/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's object types: which exist, and how large objects are. Ask here before you ask a vka, which may
 * abort on what it does not know.
 */
#pragma once

#include "arch/arch.h"

/* An object as Retype makes it. */
struct object {
    seL4_Word type;
    uint8_t size_bits;   /* as Retype takes it */
    uint8_t memory_bits; /* log2 of its bytes */
    bool device;         /* may be in device memory */
    bool grantable;      /* its capability can be sent */
};

/* False for a type that exists, but whose objects cannot be granted. */
static inline bool srpc_object_may_be_granted(uint64_t type)
{
    return type >= srpc_object_type_count || srpc_object_types[type].max_bits == 0 ||
           srpc_object_types[type].grantable;
}

/* Measures the object of a type and a size, both at the full width of the wire. Errors: seL4_InvalidArgument
 * for an unknown type or the wrong size of a type of one size; seL4_RangeError for any other wrong size. */
static inline seL4_Error srpc_object_measure(uint64_t number, uint64_t size_bits, struct object *object)
{
    if (number >= srpc_object_type_count) {
        return seL4_InvalidArgument;
    }
    const struct object_type *type = &srpc_object_types[number];
    bool fixed = type->bits == type->max_bits;

    if (type->max_bits == 0) {
        return seL4_InvalidArgument;
    }
    if (fixed && size_bits == 0) {
        size_bits = type->bits;
    }
    if (size_bits < type->bits || size_bits > type->max_bits) {
        return fixed ? seL4_InvalidArgument : seL4_RangeError;
    }
    *object = (struct object){.type = (seL4_Word)number,
                              .size_bits = (uint8_t)size_bits,
                              .memory_bits = (uint8_t)(size_bits + type->unit_bits),
                              .device = type->device,
                              .grantable = type->grantable};
    return seL4_NoError;
}
