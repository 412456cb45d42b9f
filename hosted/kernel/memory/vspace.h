/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames, and the address spaces they are mapped in.
 *
 * A VSpace keeps the capabilities mapped in it in a hash table by page number, linked through their slots.
 * Mapping needs no page tables: their capabilities only remember that they were mapped.
 */
#pragma once

#include "kernel/capability/slot.h"

#define VSPACE_BUCKETS 256

struct kernel_frame {
    struct object object;
    void *host;
};

struct kernel_vspace {
    struct object object;
    void *host;
    struct slot *mappings[VSPACE_BUCKETS];
};

static inline struct kernel_frame *capability_frame(const struct capability *capability)
{
    return (struct kernel_frame *)(void *)capability->object;
}

static inline struct kernel_vspace *capability_vspace(const struct capability *capability)
{
    return (struct kernel_vspace *)(void *)capability->object;
}

/* Whether anything is mapped in the pages that a frame of this size would take. */
bool vspace_is_occupied(const struct kernel_vspace *vspace, abi_word vaddr, unsigned bits);

/* Records, or forgets, that the slot's frame capability is mapped. */
void vspace_add(struct kernel_vspace *vspace, struct slot *slot, abi_word vaddr);
void vspace_remove(struct slot *slot);
struct slot **vspace_bucket(struct kernel_vspace *vspace, abi_word vaddr, unsigned bits);
void vspace_destroy(struct kernel *kernel, struct object *object);
