/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What is particular to each type of capability and its objects, in one table, core/types.c. The rest of the
 * kernel uses the table. A NULL function does nothing, unless stated otherwise.
 */
#pragma once

#include "kernel/state.h"

struct invocation;
struct check_sums;

struct method {
    uint16_t label; /* enum abi_label */
    uint8_t length; /* message registers it needs */
    uint8_t caps;   /* extra capabilities it needs */
    /* Returns an enum abi_error. NULL ends a list of methods. */
    abi_word (*execute)(struct invocation *invocation);
};

struct type {
    const char *name; /* in traces */

    /* Capabilities as values. */
    uint8_t rights; /* all that one can have */
    bool counts;    /* its object counts it as a reference */
    bool badged;
    /* Applies the badge parameter of Mint, or of Mutate if `preserve`. Returns false if that is not allowed.
     * NULL: the parameter is ignored. */
    bool (*set_data)(struct capability *capability, bool preserve, abi_word data);
    /* Makes the changes that distinguish a copy from the slot's capability. Returns an enum abi_error. NULL:
     * no changes. */
    abi_word (*derive)(const struct slot *slot, struct capability *copy);

    /* Capabilities in slots. */
    /* Called for each copy: returns whether it is an original of its own. NULL: it is not. */
    bool (*is_original)(struct capability *source, const struct capability *copy);
    /* One has entered a slot, has moved from another slot, is about to leave. */
    void (*enter)(struct kernel *kernel, struct slot *slot);
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
    /* Takes any message, instead of methods. Returns an enum abi_error, used only if the thread is still in
     * the kernel. */
    abi_word (*invoke)(struct invocation *invocation);
    /* Returns false if the thread cannot receive from it. NULL: nobody can. */
    bool (*receive)(struct kernel *kernel, struct kernel_thread *thread, const struct capability *capability,
                    bool blocking);

    /* The kernel's self-check of a capability, and of its object. Returns NULL, or what is wrong. */
    const char *(*check)(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums);
    const char *(*check_object)(const struct kernel *kernel, const struct object *object,
                                struct check_sums *sums);
};

extern const struct type kernel_types[CAPABILITY_TYPE_COUNT];

static inline const struct type *type_of(const struct capability *capability)
{
    return &kernel_types[capability->type];
}

/* An object type of Retype, enum abi_object. */
struct object_type {
    uint8_t size_bits;  /* log2 of the object's bytes; 0: the user chooses */
    uint8_t capability; /* enum capability_type of the capabilities to it */
};

extern const struct object_type kernel_object_types[ABI_OBJECT_ALL];
