/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Chunks: untypeds from the source.
 */
#include "allocator/untyped.h"

#include <utils/util.h>

/* An eighth of what there is, but not less than the user chose. */
unsigned srpc_chunk_next_bits(const sel4rpc_vka_t *allocator)
{
    unsigned bits = 63 - (unsigned)__builtin_clzll(allocator->ordinary_bytes / 8 + 1);

    return MIN(MAX(allocator->chunk_bits, bits), allocator->merge_bits);
}

/* Asks for an untyped; if the source does not have enough memory anywhere, for smaller ones down to `least`.
 * The last answer counts. Begins with a size that the source is likely to have: what it gave last, or twice
 * that if it gave it at once. */
static int ask(sel4rpc_vka_t *allocator, enum chunk_place place, uint64_t paddr, unsigned least,
               const cspacepath_t *slot, sel4rpc_memory_t *memory)
{
    const sel4rpc_source_t *source = &allocator->source;
    unsigned likely = MIN(srpc_chunk_next_bits(allocator), allocator->likely_bits);
    unsigned first = MAX(likely, least);
    unsigned bits = first;
    int error;

    if (place == CHUNK_AT) {
        return source->take_at(source->data, slot, least, paddr, memory);
    }
    if (place == CHUNK_DEVICE) {
        return source->take(source->data, slot, least, true, memory);
    }
    do {
        error = source->take(source->data, slot, bits, false, memory);
    } while (error == seL4_NotEnoughMemory && bits-- > least);
    if (bits != first) {
        allocator->likely_bits = bits;
    } else if (error == 0 && bits >= allocator->likely_bits) {
        allocator->likely_bits = bits + 1;
    }
    return error;
}

int srpc_chunk_take(sel4rpc_vka_t *allocator, enum chunk_place place, uint64_t paddr, unsigned bits,
                    struct untyped *untyped)
{
    sel4rpc_slots_t *slots = &allocator->slots;
    uint32_t chunk = srpc_record_new(allocator, RECORD_SLAB);
    sel4rpc_memory_t memory;
    cspacepath_t path;
    seL4_CPtr slot;
    int error = seL4_NotEnoughMemory;

    if (chunk == 0) {
        return error;
    }
    if (slots->alloc(slots->data, 1, &slot) != 0) {
        goto destroy_record;
    }
    slots->make_path(slots->data, slot, &path);
    error = ask(allocator, place, paddr, bits, &path, &memory);
    if (error != 0) {
        goto free_slot;
    }
    sel4rpc_vka_record_t *slab = record_at(allocator, chunk);
    slab->slot = slot;
    slab->bits = (uint8_t)memory.size_bits;
    slab->count = 1;
    slab->taken[0] = 1;
    slab->paddr = memory.paddr != 0 ? memory.paddr : VKA_NO_PADDR;
    slab->cookie = memory.cookie;
    slab->ordinary = place == CHUNK_ANYWHERE;
    allocator->made[size_of_bits(slab->bits)]++;
    allocator->statistics.chunks++;
    allocator->statistics.slots++;
    allocator->statistics.bytes += UINT64_C(1) << slab->bits;
    allocator->ordinary_bytes += (uint64_t)slab->ordinary << slab->bits;
    *untyped = (struct untyped){chunk, 0};
    return 0;

free_slot:
    slots->free(slots->data, slot, 1);
destroy_record:
    srpc_record_destroy(allocator, chunk);
    return error;
}

bool srpc_chunk_free(sel4rpc_vka_t *allocator, uint32_t chunk)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, chunk);
    sel4rpc_memory_t memory = {.type = seL4_UntypedObject, .size_bits = slab->bits, .cookie = slab->cookie};
    cspacepath_t path;

    allocator->slots.make_path(allocator->slots.data, slab->slot, &path);
    int error = allocator->source.give_back(allocator->source.data, &path, &memory);
    if (error != 0) {
        ZF_LOGE("the source does not take back 2^%u bytes: %s", (unsigned)slab->bits,
                sel4rpc_strerror(error));
        allocator->refusal = error;
        return false;
    }
    allocator->likely_bits = MAX(allocator->likely_bits, slab->bits);
    srpc_slab_destroy(allocator, chunk);
    return true;
}
