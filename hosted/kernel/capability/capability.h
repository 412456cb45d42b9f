/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities as values: what they say, and the rules for changing and copying them. Nothing here knows
 * where a capability is kept; that is slot.h.
 */
#ifndef HOSTED_KERNEL_CAPABILITY_H
#define HOSTED_KERNEL_CAPABILITY_H

#include "kernel/capability/object.h"

struct slot;

struct capability {
    uint8_t type;   /* enum capability_type */
    uint8_t rights; /* endpoint, notification, frame; a reply's grant right */
    uint8_t bits;   /* untyped and frame: log2 of bytes; CNode: log2 of slots */
    uint8_t guard_bits;
    bool device;
    bool original; /* copies of it are its children; otherwise they are its siblings */
    bool mapped;   /* paging structure */
    bool readable; /* frame, where mapped: how; the machine knows of it only where readable */
    bool writable;
    union {
        struct object *object;        /* whose references it counts among, but for untypeds and replies */
        unsigned char *memory;        /* untyped: its shadow */
        struct kernel_thread *caller; /* reply */
    };
    union {
        abi_word badge; /* endpoint, notification */
        abi_word guard; /* CNode */
        abi_word paddr; /* untyped */
        abi_word vaddr; /* frame, where mapped */
        abi_word first; /* I/O ports */
    };
    union {
        abi_word watermark;           /* untyped: bytes used, from its start */
        struct kernel_vspace *vspace; /* frame: where it is mapped, or NULL */
        abi_word last;                /* I/O ports, inclusive */
    };
};

/* Whether `object` counts this capability as a reference. */
bool capability_counts(const struct capability *capability);

/* All the rights that a capability of a type can have. */
uint8_t capability_type_rights(unsigned type);

/* Takes away the rights that are not in `rights`. */
void capability_mask_rights(struct capability *capability, abi_word rights);

/* Applies the badge parameter of Mint (or of Mutate: preserve). Returns false where it may not be. */
bool capability_set_data(struct capability *capability, bool preserve, abi_word data);

/* What a copy of the slot's capability holds. Returns an enum abi_error. A capability that cannot be copied
 * gives no error but the null capability. */
abi_word capability_derive(const struct slot *slot, const struct capability *capability,
                           struct capability *copy);

const char *capability_type_name(unsigned type);

#endif
