/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untypeds that are split into halves and merge again.
 *
 * An untyped has one use at a time: it is free, an object's, or split into exactly two. So the kernel's
 * watermark does not matter: Revoke resets it before the untyped is free again.
 */
#include "buddy.h"

#include <stdlib.h>

#include <utils/util.h>

#include "slots.h"

/* ---- The table of nodes. */

static void node_dispose(struct hosted_allocator *allocator, seL4_Word index)
{
    struct untyped_node *node = &allocator->nodes[index];

    node->state = UNTYPED_NO_NODE;
    node->parent = allocator->node_free_list;
    allocator->node_free_list = index;
}

static int nodes_grow(struct hosted_allocator *allocator)
{
    seL4_Word capacity = allocator->node_capacity ? allocator->node_capacity * 2 : 64;
    struct untyped_node *nodes = realloc(allocator->nodes, capacity * sizeof(*nodes));

    if (!nodes) {
        return -1;
    }
    allocator->nodes = nodes;
    allocator->node_capacity = capacity;
    return 0;
}

static int node_new(struct hosted_allocator *allocator, seL4_Word *index)
{
    if (allocator->node_free_list != NODE_NONE) {
        *index = allocator->node_free_list;
        allocator->node_free_list = allocator->nodes[*index].parent;
        return 0;
    }
    if (allocator->node_count == allocator->node_capacity && nodes_grow(allocator) != 0) {
        return -1;
    }
    *index = allocator->node_count++;
    allocator->nodes[*index] = (struct untyped_node){.generation = 0};
    return 0;
}

int allocator_buddy_init(struct hosted_allocator *allocator, const seL4_BootInfo *boot_info)
{
    allocator->nodes = NULL;
    allocator->node_count = 0;
    allocator->node_capacity = 0;
    allocator->node_free_list = NODE_NONE;
    allocator->root_count = boot_info->untyped.end - boot_info->untyped.start;
    for (seL4_Word i = 0; i < allocator->root_count; i++) {
        const seL4_UntypedDesc *description = &boot_info->untypedList[i];
        seL4_Word index;

        if (node_new(allocator, &index) != 0) {
            allocator_buddy_clean_up(allocator);
            return -1;
        }
        allocator->nodes[index] = (struct untyped_node){
            .cap = boot_info->untyped.start + i,
            .paddr = description->paddr,
            .parent = NODE_NONE,
            .state = UNTYPED_FREE,
            .size_bits = description->sizeBits,
            .device = description->isDevice,
        };
    }
    return 0;
}

void allocator_buddy_clean_up(struct hosted_allocator *allocator)
{
    free(allocator->nodes);
    allocator->nodes = NULL;
    allocator->node_count = 0;
}

/* ---- Splitting and joining. */

/* Makes one half of an untyped, with a slot and a node of its own. */
static int half_new(struct hosted_allocator *allocator, seL4_Word parent, unsigned which)
{
    unsigned size_bits = allocator->nodes[parent].size_bits - 1;
    unsigned generation;
    seL4_Word index;
    seL4_CPtr slot;

    if (allocator_slots_take(allocator, &slot) != 0) {
        return -1;
    }
    if (node_new(allocator, &index) != 0) {
        goto no_node;
    }
    if (seL4_Untyped_Retype(allocator->nodes[parent].cap, seL4_UntypedObject, size_bits,
                            seL4_CapInitThreadCNode, 0, 0, slot, 1) != seL4_NoError) {
        goto no_untyped;
    }
    generation = (unsigned)allocator->nodes[index].generation;
    allocator->nodes[index] = (struct untyped_node){
        .cap = slot,
        .paddr = allocator->nodes[parent].paddr + (which ? BIT(size_bits) : 0),
        .parent = parent,
        .generation = generation,
        .state = UNTYPED_FREE,
        .size_bits = size_bits,
        .device = allocator->nodes[parent].device,
    };
    allocator->nodes[parent].halves[which] = index;
    return 0;

no_untyped:
    node_dispose(allocator, index);
no_node:
    allocator_slots_release(allocator, slot);
    return -1;
}

static void half_dispose(struct hosted_allocator *allocator, seL4_Word index)
{
    allocator_slots_release(allocator, allocator->nodes[index].cap);
    node_dispose(allocator, index);
}

/* The kernel has no reason to refuse this. */
static void node_revoke(struct hosted_allocator *allocator, seL4_Word index)
{
    seL4_Error error =
        seL4_CNode_Revoke(seL4_CapInitThreadCNode, allocator->nodes[index].cap, (seL4_Uint8)seL4_WordBits);

    if (error != seL4_NoError) {
        ZF_LOGF("the untyped in slot %lu cannot be revoked: error %d",
                (unsigned long)allocator->nodes[index].cap, (int)error);
    }
}

static int node_split(struct hosted_allocator *allocator, seL4_Word index)
{
    if (half_new(allocator, index, 0) != 0) {
        return -1;
    }
    if (half_new(allocator, index, 1) != 0) {
        node_revoke(allocator, index);
        half_dispose(allocator, allocator->nodes[index].halves[0]);
        return -1;
    }
    allocator->nodes[index].state = UNTYPED_SPLIT;
    return 0;
}

/* Joins a free node with its other half if that is free too, and so on upwards. */
static void node_join(struct hosted_allocator *allocator, seL4_Word index)
{
    seL4_Word parent = allocator->nodes[index].parent;

    while (parent != NODE_NONE) {
        const seL4_Word *halves = allocator->nodes[parent].halves;

        if (allocator->nodes[halves[0]].state != UNTYPED_FREE ||
            allocator->nodes[halves[1]].state != UNTYPED_FREE) {
            return;
        }
        node_revoke(allocator, parent);
        half_dispose(allocator, halves[0]);
        half_dispose(allocator, halves[1]);
        allocator->nodes[parent].state = UNTYPED_FREE;
        parent = allocator->nodes[parent].parent;
    }
}

/* ---- Taking and releasing. */

static bool node_covers(const struct untyped_node *node, seL4_Word paddr)
{
    return paddr >= node->paddr && paddr - node->paddr < BIT(node->size_bits);
}

/* Splits a free node until the part at `paddr` has the size, and takes that part. */
static int node_take_part(struct hosted_allocator *allocator, seL4_Word index, unsigned size_bits,
                          seL4_Word paddr, seL4_Word *taken)
{
    while (allocator->nodes[index].size_bits > size_bits) {
        const seL4_Word *halves;

        if (node_split(allocator, index) != 0) {
            node_join(allocator, index);
            return -1;
        }
        halves = allocator->nodes[index].halves;
        index = node_covers(&allocator->nodes[halves[0]], paddr) ? halves[0] : halves[1];
    }
    allocator->nodes[index].state = UNTYPED_TAKEN;
    allocator->nodes[index].generation++;
    *taken = index;
    return 0;
}

int allocator_buddy_take(struct hosted_allocator *allocator, unsigned size_bits, bool device, seL4_Word *node)
{
    seL4_Word best = NODE_NONE;

    for (seL4_Word i = 0; i < allocator->node_count; i++) {
        const struct untyped_node *candidate = &allocator->nodes[i];

        if (candidate->state == UNTYPED_FREE && candidate->device == device &&
            candidate->size_bits >= size_bits &&
            (best == NODE_NONE || candidate->size_bits < allocator->nodes[best].size_bits)) {
            best = i;
        }
    }
    if (best == NODE_NONE) {
        return -1;
    }
    return node_take_part(allocator, best, size_bits, allocator->nodes[best].paddr, node);
}

int allocator_buddy_take_at(struct hosted_allocator *allocator, unsigned size_bits, seL4_Word paddr,
                            seL4_Word *node)
{
    for (seL4_Word i = 0; i < allocator->node_count; i++) {
        const struct untyped_node *candidate = &allocator->nodes[i];

        if (candidate->state == UNTYPED_FREE && candidate->size_bits >= size_bits &&
            node_covers(candidate, paddr)) {
            return node_take_part(allocator, i, size_bits, paddr, node);
        }
    }
    return -1;
}

void allocator_buddy_release(struct hosted_allocator *allocator, seL4_Word node)
{
    node_revoke(allocator, node);
    allocator->nodes[node].state = UNTYPED_FREE;
    node_join(allocator, node);
}
