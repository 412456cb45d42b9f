/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator as a vka_t, and many objects at once. Where the untypeds come from is in untyped.c.
 *
 * Many objects are made in pieces, each with one Retype in an untyped of its own. If there is no untyped for
 * a piece, the piece is halved.
 */
#include "allocator/untyped.h"

#include <utils/util.h>
#include <vka/capops.h>

#define MAX_RECORDS UINT16_MAX

int sel4rpc_vka_init_from(sel4rpc_vka_t *allocator, const sel4rpc_source_t *source,
                          const sel4rpc_slots_t *slots, sel4rpc_vka_record_t *records, size_t count)
{
    if (allocator == NULL || source == NULL || source->take == NULL || source->take_at == NULL ||
        source->give_back == NULL || slots == NULL || slots->alloc == NULL || slots->free == NULL ||
        slots->make_path == NULL || records == NULL || count == 0) {
        return seL4_InvalidArgument;
    }
    *allocator = (sel4rpc_vka_t){.source = *source,
                                 .slots = *slots,
                                 .records = records,
                                 .capacity = (uint32_t)(count < MAX_RECORDS ? count : MAX_RECORDS),
                                 .chunk_bits = SEL4RPC_VKA_CHUNK_BITS,
                                 .likely_bits = seL4_MaxUntypedBits,
                                 .merge_bits = seL4_MaxUntypedBits};
    return 0;
}

int sel4rpc_vka_init(sel4rpc_vka_t *allocator, sel4rpc_client_t *client, const sel4rpc_slots_t *slots,
                     sel4rpc_vka_record_t *records, size_t count)
{
    sel4rpc_source_t source = sel4rpc_source_of_client(client);

    return client == NULL ? seL4_InvalidArgument
                          : sel4rpc_vka_init_from(allocator, &source, slots, records, count);
}

int sel4rpc_vka_keep(sel4rpc_vka_t *allocator, unsigned bits)
{
    if (bits < seL4_MinUntypedBits || bits > seL4_MaxUntypedBits) {
        return seL4_RangeError;
    }
    if (allocator->statistics.chunks != 0) {
        return seL4_IllegalOperation;
    }
    allocator->merge_bits = bits;
    allocator->is_pool = true;
    return 0;
}

int sel4rpc_pool_make(sel4rpc_vka_t *pool, vka_t *backing, sel4rpc_vka_record_t *records, size_t count,
                      vka_t *vka)
{
    sel4rpc_source_t source = sel4rpc_source_of_vka(backing);
    sel4rpc_slots_t slots;

    if (vka == NULL || sel4rpc_slots_of_vka(backing, &slots) != 0) {
        return seL4_InvalidArgument;
    }
    int error = sel4rpc_vka_init_from(pool, &source, &slots, records, count);
    if (error == 0) {
        error = sel4rpc_vka_keep(pool, SEL4RPC_VKA_CHUNK_BITS);
    }
    if (error == 0) {
        sel4rpc_vka_make(pool, vka);
    }
    return error;
}

int sel4rpc_vka_set_chunk_bits(sel4rpc_vka_t *allocator, unsigned bits)
{
    if (bits < seL4_MinUntypedBits || bits > seL4_MaxUntypedBits) {
        return seL4_RangeError;
    }
    allocator->chunk_bits = bits;
    return 0;
}

/* Whether a call may begin: not from within another. It ends with leave(). */
static bool enter(sel4rpc_vka_t *allocator)
{
    if (allocator->busy) {
        ZF_LOGE("the allocator was called from within itself");
        return false;
    }
    allocator->busy = true;
    allocator->kept_one = untyped_keeps_some(allocator);
    return true;
}

static void leave(sel4rpc_vka_t *allocator)
{
    allocator->busy = false;
}

/* ---- Objects. */

/* Makes an object in an untyped that was taken for it. */
static inline int make_object(sel4rpc_vka_t *allocator, struct untyped untyped, const struct object *object,
                              const cspacepath_t *dest, seL4_Word *cookie)
{
    int error = untyped_retype(allocator, untyped, true, object->type, object->size_bits, dest, 1);

    if (error != 0) {
        srpc_untyped_release(allocator, untyped, false);
        return error;
    }
    *cookie = record_cookie(allocator, untyped);
    allocator->statistics.objects++;
    return 0;
}

/* Gives back all chunks that are not in use, so that the source can use their memory for something else.
 * Returns whether there were any. */
static bool give_back(sel4rpc_vka_t *allocator)
{
    uint32_t before = allocator->statistics.chunks;

    srpc_untyped_free_empty(allocator);
    return allocator->statistics.chunks != before;
}

/* Whether what caused an error is gone now, so that the call may succeed: chunks that the parent has taken
 * back, or one that was kept when the call began. */
static bool can_go_on(sel4rpc_vka_t *allocator, int error)
{
    bool gone = error == seL4_InvalidCapability;

    if (gone && srpc_untyped_forget_gone(allocator)) {
        return true;
    }
    bool lacks_memory = error == seL4_NotEnoughMemory || error == seL4_RevokeFirst;
    bool kept_one = allocator->kept_one && (gone || lacks_memory);
    if (kept_one) {
        allocator->kept_one = false;
        srpc_untyped_free_kept(allocator);
    }
    return kept_one || (allocator->is_pool && lacks_memory && give_back(allocator));
}

static inline int try_alloc(sel4rpc_vka_t *allocator, enum chunk_place place, uint64_t paddr,
                            const cspacepath_t *dest, const struct object *object, seL4_Word *cookie)
{
    struct untyped untyped;
    int error = place == CHUNK_ANYWHERE
                    ? untyped_take(allocator, object->memory_bits, &untyped)
                    : srpc_chunk_take(allocator, place, paddr, object->memory_bits, &untyped);

    return error == 0 ? make_object(allocator, untyped, object, dest, cookie) : error;
}

static int alloc(sel4rpc_vka_t *allocator, enum chunk_place place, uint64_t paddr, const cspacepath_t *dest,
                 const struct object *object, seL4_Word *cookie)
{
    int error;

    do {
        error = try_alloc(allocator, place, paddr, dest, object, cookie);
    } while (error != 0 && can_go_on(allocator, error));
    return error;
}

/* Frees the memory of an object. */
static void free_object(sel4rpc_vka_t *allocator, struct untyped untyped, bool keep)
{
    srpc_untyped_release(allocator, untyped, keep);
    allocator->statistics.objects--;
}

/* Checks a call that allocates, and begins it. */
static inline int begin(sel4rpc_vka_t *allocator, const cspacepath_t *dest, seL4_Word type,
                        seL4_Word size_bits, const seL4_Word *cookie, struct object *object)
{
    int error = dest == NULL || cookie == NULL ? seL4_InvalidArgument
                                               : (int)srpc_object_measure(type, size_bits, object);

    return error == 0 && !enter(allocator) ? seL4_IllegalOperation : error;
}

static int utspace_alloc_maybe_device(void *data, const cspacepath_t *dest, seL4_Word type,
                                      seL4_Word size_bits, bool can_use_dev, seL4_Word *cookie)
{
    sel4rpc_vka_t *allocator = data;
    struct object object;
    int error = begin(allocator, dest, type, size_bits, cookie, &object);

    if (error != 0) {
        return error;
    }
    error = try_alloc(allocator, CHUNK_ANYWHERE, 0, dest, &object, cookie); /* inline: the usual case */
    if (error != 0 && can_go_on(allocator, error)) {
        error = alloc(allocator, CHUNK_ANYWHERE, 0, dest, &object, cookie);
    }
    if (error == seL4_NotEnoughMemory && can_use_dev && object.device) {
        error = alloc(allocator, CHUNK_DEVICE, 0, dest, &object, cookie);
    }
    leave(allocator);
    return error;
}

static int utspace_alloc(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                         seL4_Word *cookie)
{
    return utspace_alloc_maybe_device(data, dest, type, size_bits, false, cookie);
}

static int utspace_alloc_at(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                            uintptr_t paddr, seL4_Word *cookie)
{
    sel4rpc_vka_t *allocator = data;
    struct object object;
    int error = begin(allocator, dest, type, size_bits, cookie, &object);

    if (error != 0) {
        return error;
    }
    error = alloc(allocator, CHUNK_AT, paddr, dest, &object, cookie);
    leave(allocator);
    return error;
}

/* Finds the member that a cookie names, if it is an object of that type and size. */
static bool find_object(const sel4rpc_vka_t *allocator, seL4_Word type, seL4_Word size_bits, seL4_Word cookie,
                        struct untyped *untyped)
{
    struct object object;

    if (srpc_object_measure(type, size_bits, &object) != seL4_NoError ||
        !srpc_record_find(allocator, cookie, untyped) ||
        record_at(allocator, untyped->slab)->bits != object.memory_bits) {
        ZF_LOGE("0x%lx is not an object of type %lu and size %lu", (unsigned long)cookie, (unsigned long)type,
                (unsigned long)size_bits);
        return false;
    }
    return true;
}

static void utspace_free(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie)
{
    sel4rpc_vka_t *allocator = data;
    struct untyped untyped;

    if (find_object(allocator, type, size_bits, cookie, &untyped) && enter(allocator)) {
        free_object(allocator, untyped, true);
        leave(allocator);
    }
}

bool sel4rpc_vka_untyped_of(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie,
                            cspacepath_t *path)
{
    const sel4rpc_vka_t *allocator = data;
    struct untyped untyped;

    if (!find_object(allocator, type, size_bits, cookie, &untyped) ||
        record_at(allocator, untyped.slab)->slot == 0) {
        return false;
    }
    *path = srpc_untyped_path(allocator, untyped);
    return true;
}

static uintptr_t utspace_paddr(void *data, seL4_Word cookie, seL4_Word type, seL4_Word size_bits)
{
    const sel4rpc_vka_t *allocator = data;
    struct untyped untyped;

    if (!find_object(allocator, type, size_bits, cookie, &untyped)) {
        return VKA_NO_PADDR;
    }
    const sel4rpc_vka_record_t *slab = record_at(allocator, untyped.slab);
    uint64_t paddr = slab->paddr + ((uint64_t)untyped.member << slab->bits);

    return slab->paddr == VKA_NO_PADDR || paddr > UINTPTR_MAX ? VKA_NO_PADDR : (uintptr_t)paddr;
}

/* ---- Many objects. */

/* The largest power of two below count, which is at least 2. */
static unsigned next_smaller(unsigned count)
{
    return 1u << (31 - (unsigned)__builtin_clz(count - 1));
}

/* Makes as many of the next `count` objects as there is an untyped for. *made: out, how many. */
static int alloc_piece(sel4rpc_vka_t *allocator, const cspacepath_t *first, const struct object *object,
                       unsigned count, seL4_Word *cookies, unsigned *made)
{
    bool try_smaller = true;
    uint32_t slab = 0;
    int error = seL4_NotEnoughMemory;

    *made = count;
    while (*made > 1 && error != 0 && try_smaller) {
        error = srpc_untyped_take_objects(allocator, object, first, *made, &slab, &try_smaller);
        if (error != 0 && try_smaller) {
            *made = next_smaller(*made);
        }
    }
    if (*made == 1) {
        return alloc(allocator, CHUNK_ANYWHERE, 0, first, object, cookies);
    }
    for (unsigned member = 0; error == 0 && member < *made; member++) {
        cookies[member] = record_cookie(allocator, (struct untyped){slab, member});
        allocator->statistics.objects++;
    }
    return error;
}

static cspacepath_t path_after(const cspacepath_t *first, seL4_Word count)
{
    cspacepath_t path = *first;

    path.capPtr += count;
    path.offset += count;
    return path;
}

/* Deletes objects and frees their memory. */
static void undo(sel4rpc_vka_t *allocator, const cspacepath_t *first, seL4_Word count,
                 const seL4_Word *cookies)
{
    for (seL4_Word i = 0; i < count; i++) {
        cspacepath_t path = path_after(first, i);
        struct untyped untyped;
        /* If the kernel refuses, the next use of the memory revokes the object. */
        (void)vka_cnode_delete(&path);
        if (srpc_record_find(allocator, cookies[i], &untyped)) {
            free_object(allocator, untyped, false);
        }
    }
}

int sel4rpc_vka_alloc_many(sel4rpc_vka_t *allocator, const cspacepath_t *first, seL4_Word type,
                           seL4_Word size_bits, seL4_Word count, seL4_Word *cookies)
{
    struct object object;
    seL4_Word done = 0;

    if (allocator == NULL || first == NULL || cookies == NULL || count == 0) {
        return seL4_InvalidArgument;
    }
    int error = (int)srpc_object_measure(type, size_bits, &object);
    if (error != 0) {
        return error;
    }
    if (!enter(allocator)) {
        return seL4_IllegalOperation;
    }
    while (done < count && (error == 0 || can_go_on(allocator, error))) {
        seL4_Word left = count - done;
        cspacepath_t next = path_after(first, done);
        unsigned made;
        error = alloc_piece(allocator, &next, &object,
                            left < SEL4RPC_VKA_FAN_OUT ? (unsigned)left : SEL4RPC_VKA_FAN_OUT, cookies + done,
                            &made);
        done += error == 0 ? made : 0;
    }
    if (error != 0) {
        undo(allocator, first, done, cookies);
    }
    leave(allocator);
    return error;
}

/* ---- Slots. */

static int cspace_alloc(void *data, seL4_CPtr *slot)
{
    sel4rpc_vka_t *allocator = data;
    sel4rpc_slots_t *slots = &allocator->slots;
    int error = slots->alloc(slots->data, 1, slot);

    if (error != 0 && untyped_keeps_some(allocator) && enter(allocator)) {
        srpc_untyped_free_kept(allocator);
        leave(allocator);
        error = slots->alloc(slots->data, 1, slot);
    }
    return error;
}

static void cspace_free(void *data, seL4_CPtr slot)
{
    sel4rpc_slots_t *slots = &((sel4rpc_vka_t *)data)->slots;

    slots->free(slots->data, slot, 1);
}

static void cspace_make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    sel4rpc_slots_t *slots = &((sel4rpc_vka_t *)data)->slots;

    slots->make_path(slots->data, slot, path);
}

void sel4rpc_vka_make(sel4rpc_vka_t *allocator, vka_t *vka)
{
    *vka = (vka_t){.data = allocator,
                   .cspace_alloc = cspace_alloc,
                   .cspace_make_path = cspace_make_path,
                   .cspace_free = cspace_free,
                   .utspace_alloc = utspace_alloc,
                   .utspace_alloc_maybe_device = utspace_alloc_maybe_device,
                   .utspace_alloc_at = utspace_alloc_at,
                   .utspace_free = utspace_free,
                   .utspace_paddr = utspace_paddr};
}

void sel4rpc_vka_get_statistics(const sel4rpc_vka_t *allocator, sel4rpc_vka_statistics_t *statistics)
{
    *statistics = allocator->statistics;
}

/* Frees the objects of a slab. The slab may go with the last of them. */
static void free_objects(sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *slab = record_at(allocator, number);
    uint32_t generation = slab->generation;
    unsigned count = slab->count;

    for (unsigned member = 0; member < count; member++) {
        if (slab->kind != RECORD_SLAB || slab->generation != generation) {
            return;
        }
        if (record_is_object(slab, member)) {
            free_object(allocator, (struct untyped){number, member}, false);
        }
    }
}

/* Frees every chunk in which nothing is in use. */
static void free_empty(sel4rpc_vka_t *allocator)
{
    bool is_pool = allocator->is_pool;

    allocator->is_pool = false; /* which would keep them */
    srpc_untyped_free_empty(allocator);
    allocator->is_pool = is_pool;
}

int sel4rpc_vka_trim(sel4rpc_vka_t *allocator)
{
    if (!enter(allocator)) {
        return seL4_IllegalOperation;
    }
    allocator->refusal = 0;
    free_empty(allocator);
    leave(allocator);
    return allocator->refusal;
}

int sel4rpc_vka_clean_up(sel4rpc_vka_t *allocator)
{
    if (!enter(allocator)) {
        return seL4_IllegalOperation;
    }
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        if (record_at(allocator, number)->kind == RECORD_SLAB) {
            free_objects(allocator, number);
        }
    }
    if (allocator->statistics.chunks != 0) {
        free_empty(allocator);
    }
    leave(allocator);
    return allocator->statistics.chunks == 0 ? 0 : allocator->refusal;
}
