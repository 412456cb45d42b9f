/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task's allocator: slots and untypeds behind the functions of a vka_t.
 *
 * An allocation's number is its node's index and how often the node was taken, so that a freed number does
 * not name a later allocation.
 */
#include <allocator/allocator.h>

#include <string.h>

#include <utils/util.h>
#include <vka/object.h>

#include "buddy.h"
#include "slots.h"

#define COOKIE_HALF_BITS (seL4_WordBits / 2)

static seL4_Word cookie_of(const struct hosted_allocator *allocator, seL4_Word node)
{
    return allocator->nodes[node].generation << COOKIE_HALF_BITS | (node + 1);
}

/* The node that an allocation's number names. Ends the program if there is none. */
static seL4_Word node_of(const struct hosted_allocator *allocator, seL4_Word cookie)
{
    seL4_Word node = (cookie & MASK(COOKIE_HALF_BITS)) - 1;

    if (node >= allocator->node_count || allocator->nodes[node].state != UNTYPED_TAKEN ||
        cookie_of(allocator, node) != cookie) {
        ZF_LOGF("0x%lx is not an allocation", (unsigned long)cookie);
    }
    return node;
}

/* ---- Slots. */

static int allocator_slot_alloc(void *data, seL4_CPtr *slot)
{
    return allocator_slots_take(data, slot);
}

static void allocator_slot_free(void *data, seL4_CPtr slot)
{
    allocator_slots_release(data, slot);
}

static void allocator_make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    (void)data;
    *path = (cspacepath_t){
        .capPtr = slot,
        .capDepth = seL4_WordBits,
        .root = seL4_CapInitThreadCNode,
        .offset = slot,
        .window = 1,
    };
}

/* ---- Memory. */

static unsigned checked_size(seL4_Word type, seL4_Word size_bits)
{
    seL4_Word bits;

    if (size_bits >= seL4_WordBits) {
        ZF_LOGF("size 2^%lu is wider than a word", (unsigned long)size_bits);
    }
    bits = vka_get_object_size(type, size_bits);
    if (bits >= seL4_WordBits) {
        ZF_LOGF("2^%lu bytes are more than a word can count", (unsigned long)bits);
    }
    return (unsigned)bits;
}

static bool can_be_device(seL4_Word type, unsigned bits)
{
    return type == seL4_UntypedObject || type == kobject_get_type(KOBJECT_FRAME, bits);
}

/* Makes the object from an untyped of its size; releases the untyped if that fails. */
static int object_make(struct hosted_allocator *allocator, seL4_Word node, const cspacepath_t *dest,
                       seL4_Word type, seL4_Word size_bits, seL4_Word *cookie)
{
    seL4_Error error = seL4_Untyped_Retype(allocator->nodes[node].cap, type, size_bits, dest->root,
                                           dest->dest, dest->destDepth, dest->offset, 1);

    if (error != seL4_NoError) {
        allocator_buddy_release(allocator, node);
        return (int)error;
    }
    *cookie = cookie_of(allocator, node);
    return 0;
}

static int allocator_alloc_maybe_device(void *data, const cspacepath_t *dest, seL4_Word type,
                                        seL4_Word size_bits, bool can_use_dev, seL4_Word *cookie)
{
    struct hosted_allocator *allocator = data;
    unsigned bits = checked_size(type, size_bits);
    seL4_Word node;

    if (bits < seL4_MinUntypedBits) {
        return -1;
    }
    if (!(can_use_dev && can_be_device(type, bits) &&
          allocator_buddy_take(allocator, bits, true, &node) == 0) &&
        allocator_buddy_take(allocator, bits, false, &node) != 0) {
        return -1;
    }
    return object_make(allocator, node, dest, type, size_bits, cookie);
}

static int allocator_alloc(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                           seL4_Word *cookie)
{
    return allocator_alloc_maybe_device(data, dest, type, size_bits, false, cookie);
}

static int allocator_alloc_at(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                              uintptr_t paddr, seL4_Word *cookie)
{
    struct hosted_allocator *allocator = data;
    unsigned bits = checked_size(type, size_bits);
    seL4_Word node;

    if ((paddr & (BIT(bits) - 1)) != 0) {
        ZF_LOGF("2^%u bytes at 0x%lx: the address is not aligned", bits, (unsigned long)paddr);
    }
    if (bits < seL4_MinUntypedBits || allocator_buddy_take_at(allocator, bits, paddr, &node) != 0) {
        return -1;
    }
    return object_make(allocator, node, dest, type, size_bits, cookie);
}

static void allocator_free(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie)
{
    struct hosted_allocator *allocator = data;
    seL4_Word node = node_of(allocator, cookie);

    if (allocator->nodes[node].size_bits != checked_size(type, size_bits)) {
        ZF_LOGF("allocation 0x%lx has 2^%u bytes, not the size given", (unsigned long)cookie,
                allocator->nodes[node].size_bits);
    }
    allocator_buddy_release(allocator, node);
}

static uintptr_t allocator_paddr(void *data, seL4_Word cookie, seL4_Word type, seL4_Word size_bits)
{
    struct hosted_allocator *allocator = data;

    (void)type;
    (void)size_bits;
    return allocator->nodes[node_of(allocator, cookie)].paddr;
}

/* ---- The allocator as a whole. */

int hosted_allocator_init(struct hosted_allocator *allocator, const seL4_BootInfo *boot_info)
{
    if (allocator_slots_init(allocator, boot_info->empty) != 0) {
        return -1;
    }
    if (allocator_buddy_init(allocator, boot_info) != 0) {
        allocator_slots_clean_up(allocator);
        return -1;
    }
    return 0;
}

void hosted_allocator_clean_up(struct hosted_allocator *allocator)
{
    allocator_buddy_clean_up(allocator);
    allocator_slots_clean_up(allocator);
}

void hosted_allocator_make_vka(struct hosted_allocator *allocator, vka_t *vka)
{
    *vka = (vka_t){
        .data = allocator,
        .cspace_alloc = allocator_slot_alloc,
        .cspace_make_path = allocator_make_path,
        .cspace_free = allocator_slot_free,
        .utspace_alloc = allocator_alloc,
        .utspace_alloc_maybe_device = allocator_alloc_maybe_device,
        .utspace_alloc_at = allocator_alloc_at,
        .utspace_free = allocator_free,
        .utspace_paddr = allocator_paddr,
    };
}

struct hosted_balance hosted_allocator_balance(const struct hosted_allocator *allocator)
{
    struct hosted_balance balance = {.slots_used = allocator->slots_used};

    for (seL4_Word i = 0; i < allocator->node_count; i++) {
        const struct untyped_node *node = &allocator->nodes[i];

        if (node->state == UNTYPED_TAKEN) {
            balance.allocations++;
        } else if (node->state == UNTYPED_FREE && node->device) {
            balance.device_bytes_free += BIT(node->size_bits);
        } else if (node->state == UNTYPED_FREE) {
            balance.ram_bytes_free += BIT(node->size_bits);
        }
    }
    return balance;
}
