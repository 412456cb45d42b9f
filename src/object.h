/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the kernel's object types are: which exist, and how large they are. A vka may abort on what it does
 * not know, so this is asked first.
 */
#pragma once

#include "arch.h"

/* An object as asked for, and as the vka is asked for it. */
struct object {
    const struct object_type *type;
    seL4_Word size_bits;  /* as Retype takes it */
    unsigned memory_bits; /* log2 of the bytes of memory it takes */
};

/*
 * Describes the object of a type and a size, both at the full width of the wire.
 * Errors: seL4_InvalidArgument for a type that does not exist, or a size that objects of one fixed size do
 * not have; seL4_RangeError for a size that no object can have.
 */
seL4_Error sel4rpc_object_describe(uint64_t type, uint64_t size_bits, struct object *object)
    __attribute__((warn_unused_result));

/* The same for objects that are not granted but made: paging structures, too. */
seL4_Error sel4rpc_object_measure(uint64_t type, uint64_t size_bits, struct object *object)
    __attribute__((warn_unused_result));
