/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Sources of slots. A range has a bit for each of its slots, and remembers where the first free one may be. A
 * vka gives slots one by one; they are given back if they are not consecutive.
 */
#include <sel4rpc/slots.h>

#include <string.h>
#include <utils/util.h>

/* ---- A range of one CNode. */

static bool is_taken(const sel4rpc_slot_range_t *range, seL4_Word slot)
{
    return (range->map[slot / seL4_WordBits] >> (slot % seL4_WordBits) & 1) != 0;
}

static void flip(sel4rpc_slot_range_t *range, seL4_Word from, seL4_Word count)
{
    for (seL4_Word slot = from; slot < from + count; slot++) {
        range->map[slot / seL4_WordBits] ^= (seL4_Word)1 << (slot % seL4_WordBits);
    }
}

/* The first free slot from here on, or the end of the range. */
static seL4_Word next_free(const sel4rpc_slot_range_t *range, seL4_Word slot)
{
    while (slot < range->count) {
        seL4_Word free = ~range->map[slot / seL4_WordBits] >> (slot % seL4_WordBits);
        if (free != 0) {
            slot += (seL4_Word)__builtin_ctzl(free);
            break;
        }
        slot = (slot / seL4_WordBits + 1) * seL4_WordBits;
    }
    return slot < range->count ? slot : range->count;
}

/* How many slots are free from here on, at most `most`. */
static seL4_Word free_length(const sel4rpc_slot_range_t *range, seL4_Word slot, seL4_Word most)
{
    seL4_Word length = 0;

    while (length < most && slot + length < range->count && !is_taken(range, slot + length)) {
        length++;
    }
    return length;
}

static int range_alloc(void *data, seL4_Word count, seL4_CPtr *first)
{
    sel4rpc_slot_range_t *range = data;
    seL4_Word slot = next_free(range, range->hint);

    range->hint = slot;
    while (slot < range->count) {
        seL4_Word length = free_length(range, slot, count);
        if (length == count) {
            flip(range, slot, count);
            range->used += count;
            *first = range->first + slot;
            return seL4_NoError;
        }
        slot = next_free(range, slot + length);
    }
    return seL4_NotEnoughMemory;
}

static void range_free(void *data, seL4_CPtr first, seL4_Word count)
{
    sel4rpc_slot_range_t *range = data;
    seL4_Word slot = first - range->first;

    if (first < range->first || slot >= range->count || count > range->count - slot) {
        ZF_LOGE("slot %lu is not in the range", (unsigned long)first);
        return;
    }
    for (seL4_Word i = 0; i < count; i++) {
        if (!is_taken(range, slot + i)) {
            ZF_LOGE("slot %lu is not taken", (unsigned long)(first + i));
            return;
        }
    }
    flip(range, slot, count);
    range->used -= count;
    range->hint = slot < range->hint ? slot : range->hint;
}

static void range_make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    const sel4rpc_slot_range_t *range = data;

    *path = (cspacepath_t){
        .capPtr = slot, .capDepth = range->depth, .root = range->root, .offset = slot, .window = 1};
}

int sel4rpc_slots_of_range(sel4rpc_slot_range_t *range, seL4_CNode root, seL4_Word depth, seL4_CPtr first,
                           seL4_Word count, seL4_Word *map, sel4rpc_slots_t *slots)
{
    if (range == NULL || map == NULL || slots == NULL || root == seL4_CapNull || depth == 0 ||
        depth > seL4_WordBits || first == seL4_CapNull || count == 0 || count > UINTPTR_MAX - first) {
        return seL4_InvalidArgument;
    }
    memset(map, 0, SEL4RPC_SLOT_WORDS(count) * sizeof(*map));
    *range = (sel4rpc_slot_range_t){.root = root, .depth = depth, .first = first, .count = count, .map = map};
    *slots = (sel4rpc_slots_t){
        .data = range, .alloc = range_alloc, .free = range_free, .make_path = range_make_path};
    return seL4_NoError;
}

/* ---- The slots of a vka. */

static void vka_slots_free(void *data, seL4_CPtr first, seL4_Word count)
{
    for (seL4_Word i = 0; i < count; i++) {
        vka_cspace_free(data, first + i);
    }
}

static int vka_slots_alloc(void *data, seL4_Word count, seL4_CPtr *first)
{
    for (seL4_Word taken = 0; taken < count; taken++) {
        seL4_CPtr slot = seL4_CapNull;
        bool given = vka_cspace_alloc(data, &slot) == 0;
        *first = taken == 0 ? slot : *first;
        if (!given || slot != *first + taken) {
            vka_slots_free(data, *first, taken);
            vka_slots_free(data, slot, given);
            return seL4_NotEnoughMemory;
        }
    }
    return seL4_NoError;
}

static void vka_slots_make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    vka_cspace_make_path(data, slot, path);
}

int sel4rpc_slots_of_vka(vka_t *vka, sel4rpc_slots_t *slots)
{
    if (vka == NULL || slots == NULL || vka->cspace_alloc == NULL || vka->cspace_free == NULL ||
        vka->cspace_make_path == NULL) {
        return seL4_InvalidArgument;
    }
    *slots = (sel4rpc_slots_t){
        .data = vka, .alloc = vka_slots_alloc, .free = vka_slots_free, .make_path = vka_slots_make_path};
    return seL4_NoError;
}
