/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untypeds that are split into halves and merge again.
 */
#pragma once

#include <allocator/allocator.h>

enum untyped_state {
    UNTYPED_NO_NODE, /* this entry of the table is unused */
    UNTYPED_FREE,
    UNTYPED_SPLIT, /* its halves hold its memory */
    UNTYPED_TAKEN
};

/* Nodes name each other by their index in the allocator's table. */
#define NODE_NONE (~(seL4_Word)0)

struct untyped_node {
    seL4_CPtr cap;
    seL4_Word paddr;
    seL4_Word parent; /* NODE_NONE for the boot information's own; in an unused entry, the next unused one */
    seL4_Word halves[2];
    seL4_Word generation; /* how often the node was taken, so that an old number names no new allocation */
    enum untyped_state state;
    unsigned size_bits;
    bool device;
};

int allocator_buddy_init(struct hosted_allocator *allocator, const seL4_BootInfo *boot_info);
void allocator_buddy_clean_up(struct hosted_allocator *allocator);

/* Takes an untyped of exactly this size. Returns -1 if there is none; then nothing has changed. */
int allocator_buddy_take(struct hosted_allocator *allocator, unsigned size_bits, bool device,
                         seL4_Word *node);
/* The same at a physical address, which must be a multiple of the size. */
int allocator_buddy_take_at(struct hosted_allocator *allocator, unsigned size_bits, seL4_Word paddr,
                            seL4_Word *node);
/* Revokes an untyped that was taken, and joins halves upwards as long as both are free. */
void allocator_buddy_release(struct hosted_allocator *allocator, seL4_Word node);
