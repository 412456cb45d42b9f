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
    uint8_t length; /* message registers that it needs */
    uint8_t caps;   /* extra capabilities that it needs */
    /* Returns an enum abi_error. NULL ends a list of methods. */
    abi_word (*execute)(struct invocation *invocation);
};

struct type {
    const char *name; /* in traces */

    /* Capabilities as values. */
    uint8_t rights; /* those that one can have */
    bool counts;    /* its object counts it as a reference */
    bool badged;
    /* Applies the badge parameter of Mint (or of Mutate: preserve). Returns false if that may not be. NULL:
     * the parameter means nothing. */
    bool (*set_data)(struct capability *capability, bool preserve, abi_word data);
    /* Changes what a copy differs in from the capability in the slot. Returns an enum abi_error. NULL: in
     * nothing. */
    abi_word (*derive)(const struct slot *slot, struct capability *copy);

    /* Capabilities in slots. */
    /* A copy is made: whether it is an original of its own. NULL: it is not. */
    bool (*is_original)(struct capability *source, const struct capability *copy);
    /* One has come into a slot, has come from another slot, is about to go. */
    void (*enter)(struct kernel *kernel, struct slot *slot);
    void (*move)(struct slot *slot);
    void (*leave)(struct kernel *kernel, struct slot *slot);

    /* What Retype makes. */
    bool of_device_memory; /* it may be */
    uint8_t min_bits;      /* the least size that Retype takes, where the user chooses it */
    uint8_t unit_bits;     /* log2 of the bytes of what such a size counts */
    size_t bytes;          /* of an object, to be cleared when it is made; 0: all its shadow */
    /* The slots of an object; NULL after the last. NULL: it has none. */
    struct slot *(*slot_at)(struct object *object, abi_word index);
    void (*destroy)(struct kernel *kernel, struct object *object);

    /* Using a capability. */
    const struct method *methods; /* NULL: none */
    /* Takes any message, instead of methods. Returns an enum abi_error, which is looked at only if the thread
     * is still in the kernel. */
    abi_word (*invoke)(struct invocation *invocation);
    /* Returns false if the thread cannot receive from it. NULL: nobody can. */
    bool (*receive)(struct kernel *kernel, struct kernel_thread *thread, const struct capability *capability,
                    bool blocking);

    /* The kernel's check of itself, of a capability and of its object. Returns NULL, or what is wrong. */
    const char *(*check)(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums);
    const char *(*check_object)(const struct kernel *kernel, const struct object *object,
                                struct check_sums *sums);
};

extern const struct type kernel_types[CAPABILITY_TYPE_COUNT];

static inline const struct type *type_of(const struct capability *capability)
{
    return &kernel_types[capability->type];
}

/* What Retype takes for a type: an enum abi_object. */
struct object_type {
    uint8_t size_bits;  /* log2 of its bytes; 0: the user chooses */
    uint8_t capability; /* enum capability_type of the capabilities to it */
};

extern const struct object_type kernel_object_types[ABI_OBJECT_COUNT];
