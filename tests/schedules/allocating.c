/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A client that allocates; see allocating.h. Chunks are small, so that it makes few kernel calls.
 */
#include "../support/is_valid.h"
#include "allocating.h"

#include <sel4rpc/vka.h>
#include <sel4utils/process.h>
#include <stdlib.h>
#include <vka/object.h>

#define SLOTS 32
#define SLOTS_APART 32 /* the child's other slots are below these */
#define RECORDS 8

static struct {
    bool is_there;
    sel4rpc_slot_range_t range;
    seL4_Word map[SEL4RPC_SLOT_WORDS(SLOTS)];
    sel4rpc_vka_record_t records[RECORDS];
    sel4rpc_vka_t vka;
    vka_t interface;
    vka_object_t frame;
    bool has_frame;
} allocator;

static void check(void)
{
    if (!vka_is_valid(&allocator.vka)) {
        exit(ALLOCATOR_BROKEN);
    }
}

static void set_up(sel4rpc_child_t *child)
{
    sel4rpc_slots_t slots;

    if (sel4rpc_slots_of_range(&allocator.range, SEL4UTILS_CNODE_SLOT, seL4_WordBits,
                               child->next_slot + SLOTS_APART, SLOTS, allocator.map, &slots) != 0 ||
        sel4rpc_vka_init(&allocator.vka, &child->rpc, &slots, allocator.records, RECORDS) != 0 ||
        sel4rpc_vka_set_chunk_bits(&allocator.vka, seL4_PageBits + 1) != 0) {
        exit(ALLOCATOR_BROKEN);
    }
    sel4rpc_vka_make(&allocator.vka, &allocator.interface);
    allocator.is_there = true;
}

int allocate_frame(sel4rpc_child_t *child)
{
    if (!allocator.is_there) {
        set_up(child);
    }
    int error = vka_alloc_frame(&allocator.interface, seL4_PageBits, &allocator.frame);
    allocator.has_frame = error == 0;
    check();
    return error;
}

int free_frame(void)
{
    if (!allocator.has_frame) {
        return 0;
    }
    allocator.has_frame = false;
    vka_free_object(&allocator.interface, &allocator.frame);
    check();
    int error = sel4rpc_vka_clean_up(&allocator.vka);
    check();
    return error == 0 ? 0 : seL4_IllegalOperation;
}
