/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Sources of slots. A range has a map with a bit for each slot, taken or free, and above it levels with a bit
 * for each word of the level below, full or not, up to a single word. From there the lowest free slot is one
 * step down each level. Several slots are searched for from where the last ones were found, in a bounded part
 * of the map. A vka gives slots one by one; they are given back if they are not consecutive.
 */
#include <sel4rpc/slots.h>

#include <string.h>
#include <utils/util.h>

/* ---- A range of one CNode. */

#define FULL (~(seL4_Word)0)
/* How many gaps the search for several slots looks at, and how many taken slots it skips at most for each. */
#define GAPS 64
#define SKIP ((seL4_Word)1024)

static seL4_Word words_for(seL4_Word bits)
{
    return (bits + seL4_WordBits - 1) / seL4_WordBits;
}

/* Marks slots of one word as taken or free, and in each level above whether the word is full. */
static void mark_word(const sel4rpc_slot_range_t *range, seL4_Word index, seL4_Word slots, bool taken)
{
    seL4_Word *level = range->map;
    seL4_Word words = words_for(range->count);
    bool full_changed;

    do {
        seL4_Word *word = &level[index];
        bool was_full = *word == FULL;
        *word = taken ? *word | slots : *word & ~slots;
        full_changed = was_full != (*word == FULL) && words > 1;
        slots = (seL4_Word)1 << (index % seL4_WordBits);
        index /= seL4_WordBits;
        level += words;
        words = words_for(words);
    } while (full_changed);
}

static void mark(const sel4rpc_slot_range_t *range, seL4_Word slot, seL4_Word count, bool taken)
{
    seL4_Word end = slot + count;

    for (seL4_Word next; slot < end; slot = next) {
        seL4_Word at = slot % seL4_WordBits;
        next = MIN(slot - at + seL4_WordBits, end);
        mark_word(range, slot / seL4_WordBits, FULL >> (seL4_WordBits - (next - slot)) << at, taken);
    }
}

/* The first bit that is not set in a level, which must have one. Bits beyond its end are not set, but come
 * last. Calls itself once for each level above. */
static seL4_Word first_clear(const seL4_Word *level, seL4_Word words)
{
    seL4_Word word = words > 1 ? first_clear(level + words, words_for(words)) : 0;

    return word * seL4_WordBits + (seL4_Word)__builtin_ctzl(~level[word]);
}

/* How many slots from here on are taken, or free; at most `most`. */
static seL4_Word span(const sel4rpc_slot_range_t *range, seL4_Word slot, bool taken, seL4_Word most)
{
    seL4_Word end = slot + MIN(most, range->count - slot);

    for (seL4_Word at = slot; at < end; at += seL4_WordBits - at % seL4_WordBits) {
        seL4_Word word = range->map[at / seL4_WordBits];
        seL4_Word others = (taken ? ~word : word) >> (at % seL4_WordBits);
        if (others != 0) {
            return MIN(at + (seL4_Word)__builtin_ctzl(others), end) - slot;
        }
    }
    return end - slot;
}

/* Moves the hint to consecutive free slots. Returns false if it comes by none. */
static bool find_several(sel4rpc_slot_range_t *range, seL4_Word count)
{
    for (unsigned gap = 0; gap < GAPS; gap++) {
        seL4_Word length = span(range, range->hint, false, count);
        if (length == count) {
            return true;
        }
        range->hint += length;
        range->hint += span(range, range->hint, true, SKIP);
        range->hint %= range->count;
    }
    return false;
}

static int range_alloc(void *data, seL4_Word count, seL4_CPtr *first)
{
    sel4rpc_slot_range_t *range = data;

    if (count > range->count - range->used || (count > 1 && !find_several(range, count))) {
        return seL4_NotEnoughMemory;
    }
    seL4_Word slot = count > 1 ? range->hint : first_clear(range->map, words_for(range->count));
    mark(range, slot, count, true);
    range->used += count;
    *first = range->first + slot;
    return seL4_NoError;
}

static void range_free(void *data, seL4_CPtr first, seL4_Word count)
{
    sel4rpc_slot_range_t *range = data;
    seL4_Word slot = first - range->first;

    if (first < range->first || slot >= range->count || count > range->count - slot) {
        ZF_LOGE("slot %lu is not in the range", (unsigned long)first);
        return;
    }
    seL4_Word taken = span(range, slot, true, count);
    if (taken != count) {
        ZF_LOGE("slot %lu is not taken", (unsigned long)(first + taken));
        return;
    }
    mark(range, slot, count, false);
    range->used -= count;
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
    *range = (sel4rpc_slot_range_t){.root = root, .depth = depth, .first = first, .count = count, .map = map};
    memset(map, 0, SEL4RPC_SLOT_WORDS(count) * sizeof(*map));
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

/* Consecutive slots. */
struct run {
    seL4_CPtr first;
    seL4_Word count;
};

/* Adds a slot if it is next to the run. */
static bool run_add(struct run *run, seL4_CPtr slot)
{
    if (run->count == 0 || slot + 1 == run->first) {
        run->first = slot;
    } else if (slot != run->first + run->count) {
        return false;
    }
    run->count++;
    return true;
}

/* Adds the other run if it is next to this one. */
static void run_join(struct run *run, struct run *other)
{
    bool before = other->first + other->count == run->first;

    if (other->count != 0 && (before || run->first + run->count == other->first)) {
        run->first = before ? other->first : run->first;
        run->count += other->count;
        other->count = 0;
    }
}

/* A vka gives slots in an order of its own; seL4_libs' from the end of each word of its bitmap to the start.
 * So what was given last may lie next to what was given before it; and what was given first, the rest of a
 * word, may be useless. */
static int vka_slots_alloc(void *data, seL4_Word count, seL4_CPtr *first)
{
    struct run latest = {0}, earlier = {0}, useless = {0};
    seL4_CPtr slot;

    if (count == 1) { /* the usual case */
        return vka_cspace_alloc(data, first) == 0 ? seL4_NoError : seL4_NotEnoughMemory;
    }
    while (latest.count < count && vka_cspace_alloc(data, &slot) == 0) {
        if (!run_add(&latest, slot)) {
            if (earlier.count != 0 && useless.count != 0) {
                vka_cspace_free(data, slot);
                break;
            }
            useless = earlier.count != 0 ? earlier : useless;
            earlier = latest;
            latest = (struct run){slot, 1};
        }
        run_join(&latest, &earlier);
    }
    seL4_Word kept = latest.count >= count ? count : 0;
    *first = latest.first;
    vka_slots_free(data, latest.first + kept, latest.count - kept);
    vka_slots_free(data, earlier.first, earlier.count);
    vka_slots_free(data, useless.first, useless.count);
    return kept != 0 ? seL4_NoError : seL4_NotEnoughMemory;
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
