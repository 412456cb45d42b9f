/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities as values, the objects that they lead to, and what is particular to each type of them, in one
 * table, core/types.c. The rest of the kernel uses the table.
 *
 * An object lives in the shadow of the memory it was retyped from. Its header counts the capabilities that
 * refer to it; when the last one goes, the object is destroyed, once. Untyped memory has no header: its
 * children live in its shadow.
 */
#pragma once

#include "kernel/state.h"

#define SHADOW_BYTES(bits) ((size_t)KERNEL_SHADOW_SCALE << (bits))

struct invocation;
struct check_sums;

struct method {
    uint16_t label; /* enum abi_label */
    uint8_t length; /* message registers it needs */
    uint8_t caps;   /* extra capabilities it needs */
    /* Returns false if it refuses the invocation. NULL ends a list of methods. */
    bool (*execute)(struct invocation *invocation);
};

/* A NULL function does nothing, unless stated otherwise. */
struct type {
    const char *name; /* in traces */

    /* Capabilities as values. */
    uint8_t rights; /* all that one can have */
    bool counts;    /* its object counts it as a reference */
    bool badged;
    /* Makes the changes that distinguish a copy from the slot's capability. Returns an enum abi_error. NULL:
     * no changes. */
    abi_word (*derive)(const struct slot *slot, struct capability *copy);

    /* Capabilities in slots: one has moved from another slot, is about to leave. */
    void (*move)(struct slot *slot);
    void (*leave)(struct kernel *kernel, struct slot *slot);

    /* What Retype makes. */
    bool of_device_memory; /* can be of device memory */
    uint8_t min_bits;      /* the smallest size that Retype takes, if the user chooses it */
    uint8_t unit_bits;     /* log2 of the bytes in a unit of that size */
    size_t bytes;          /* to clear in a new object; 0: its whole shadow */
    /* The slots of an object; NULL after the last. NULL: it has none. */
    struct slot *(*slot_at)(struct object *object, abi_word index);
    void (*destroy)(struct kernel *kernel, struct object *object);

    /* Using a capability. */
    const struct method *methods; /* NULL: none */
    /* Takes any message, instead of methods; its result is used only if the thread is still in the kernel. */
    bool (*invoke)(struct invocation *invocation);
    /* Returns false if the thread cannot receive from it. NULL: nobody can. */
    bool (*receive)(struct kernel *kernel, struct kernel_thread *thread, const struct capability *capability,
                    bool blocking);

    /* The kernel's self-check of a capability, and of its object. Returns NULL, or what is wrong. */
    const char *(*check)(const struct slot *slot, struct check_sums *sums);
    const char *(*check_object)(const struct object *object, struct check_sums *sums);
};

extern const struct type kernel_types[CAPABILITY_TYPE_COUNT];

/* An object type of Retype, enum abi_object. */
struct object_type {
    uint8_t size_bits;  /* log2 of the object's bytes; 0: the user chooses */
    uint8_t capability; /* enum capability_type of the capabilities to it */
};

extern const struct object_type kernel_object_types[ABI_OBJECT_ALL];

static inline const struct type *type_of(const struct capability *capability)
{
    return &kernel_types[capability->type];
}

/* The table's entry for objects that Retype makes of this type. */
static inline const struct type *type_of_retyped(abi_word type)
{
    return &kernel_types[kernel_object_types[type].capability];
}

/* Whether `object` counts this capability as a reference. */
static inline bool capability_counts(const struct capability *capability)
{
    return type_of(capability)->counts;
}

/* Applies the badge parameter of Mint, or of Mutate if `preserve`. Returns false if that is not allowed. */
bool capability_set_data(struct capability *capability, bool preserve, abi_word data);

/* Derives what a copy of the slot's capability holds. Returns an enum abi_error. If the capability cannot be
 * copied, that is no error: the copy is the null capability. */
abi_word capability_derive(const struct slot *slot, const struct capability *capability,
                           struct capability *copy);

/* For the table of types: what cannot be copied. */
abi_word capability_derive_nothing(const struct slot *slot, struct capability *copy);

/* Makes an object at a place in the shadow, whatever is there, and returns it. */
struct object *object_create(struct kernel *kernel, void *shadow, abi_word type, unsigned size_bits,
                             abi_word paddr, bool device);

/* Makes the original capability to an object; to untyped memory. */
void object_capability(struct object *object, struct capability *capability);
void untyped_capability(void *shadow, abi_word paddr, unsigned bits, bool device,
                        struct capability *capability);
