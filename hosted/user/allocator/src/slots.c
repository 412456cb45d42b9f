/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root CNode's empty slots: a byte for each, and where the first free one may be.
 */
#include "slots.h"

#include <stdlib.h>

#include <utils/util.h>

int allocator_slots_init(struct hosted_allocator *allocator, seL4_SlotRegion empty)
{
    allocator->slot_start = empty.start;
    allocator->slot_count = empty.end - empty.start;
    allocator->slots_used = 0;
    allocator->slot_hint = 0;
    allocator->slot_map = calloc(allocator->slot_count ? allocator->slot_count : 1, 1);
    return allocator->slot_map ? 0 : -1;
}

void allocator_slots_clean_up(struct hosted_allocator *allocator)
{
    free(allocator->slot_map);
    allocator->slot_map = NULL;
}

int allocator_slots_take(struct hosted_allocator *allocator, seL4_CPtr *slot)
{
    seL4_Word i = allocator->slot_hint;

    while (i < allocator->slot_count && allocator->slot_map[i]) {
        i++;
    }
    allocator->slot_hint = i;
    if (i == allocator->slot_count) {
        return -1;
    }
    allocator->slot_map[i] = 1;
    allocator->slots_used++;
    *slot = allocator->slot_start + i;
    return 0;
}

void allocator_slots_release(struct hosted_allocator *allocator, seL4_CPtr slot)
{
    seL4_Word i = slot - allocator->slot_start;

    if (slot < allocator->slot_start || i >= allocator->slot_count || !allocator->slot_map[i]) {
        ZF_LOGF("slot %lu is not allocated", (unsigned long)slot);
    }
    allocator->slot_map[i] = 0;
    allocator->slots_used--;
    if (i < allocator->slot_hint) {
        allocator->slot_hint = i;
    }
}
