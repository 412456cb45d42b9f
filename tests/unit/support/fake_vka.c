/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The strict vka; see fake_vka.h. An object's cookie is its index plus an offset that no other cookie
 * resembles.
 */
#include "fake_vka.h"

#include "events.h"
#include "fake_simple.h"
#include "scripted_kernel.h"
#include "steps.h"
#include "test.h"

#include <string.h>

#define COOKIE_BASE 0x5ead0000u
#define STEP_ERROR 1

struct object_record {
    bool exists;
    seL4_Word type;
    seL4_Word size_bits;
    seL4_CPtr slot;
    uintptr_t paddr; /* the requested address, or VKA_NO_PADDR */
};

static bool taken[SCRIPTED_SLOTS];
static struct object_record objects[SCRIPTED_SLOTS];

static int cspace_alloc(void *data, seL4_CPtr *slot)
{
    struct fake_vka *fake = data;

    assert_non_null(slot);
    if (step_fails()) {
        return STEP_ERROR;
    }
    for (seL4_CPtr i = FAKE_VKA_FIRST_SLOT; i < SCRIPTED_SLOTS; i++) {
        if (!taken[i]) {
            taken[i] = true;
            fake->slots++;
            *slot = i;
            return 0;
        }
    }
    return STEP_ERROR;
}

static void assert_is_taken(seL4_CPtr slot)
{
    assert_true(slot >= FAKE_VKA_FIRST_SLOT && slot < SCRIPTED_SLOTS);
    assert_true(taken[slot]);
}

static void cspace_make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    (void)data;
    assert_is_taken(slot);
    *path = (cspacepath_t){
        .root = SCRIPTED_CNODE, .capPtr = slot, .capDepth = seL4_WordBits, .offset = slot, .window = 1};
}

static void cspace_free(void *data, seL4_CPtr slot)
{
    struct fake_vka *fake = data;

    assert_is_taken(slot);
    assert_false(scripted_slot_is_full(slot));
    taken[slot] = false;
    fake->slots--;
    event_note('S');
}

/* Returns log2 of the object's bytes; fails the test if objects of the type do not exist in this size. */
static seL4_Word memory_bits(seL4_Word type, seL4_Word size_bits)
{
    assert_true(size_bits < seL4_WordBits);
    switch (type) {
    case seL4_UntypedObject:
        assert_in_range(size_bits, seL4_MinUntypedBits, seL4_MaxUntypedBits);
        return size_bits;
    case seL4_CapTableObject:
        assert_in_range(size_bits, 1, seL4_MaxUntypedBits - seL4_SlotBits);
        return size_bits + seL4_SlotBits;
    default:
        assert_true(type < seL4_ObjectTypeCount);
        assert_int_equal(size_bits, vka_get_object_size(type, size_bits));
        return size_bits;
    }
}

static int allocate(struct fake_vka *fake, const cspacepath_t *path, seL4_Word *cookie)
{
    assert_non_null(cookie);
    assert_is_taken(path->capPtr);
    assert_false(scripted_slot_is_full(path->capPtr));
    assert_int_equal(path->root, SCRIPTED_CNODE);
    (void)memory_bits(fake->type, fake->size_bits);
    fake->calls++;
    if (step_fails()) {
        return STEP_ERROR;
    }
    if (fake->object_error != 0) {
        return (int)fake->object_error;
    }
    for (seL4_Word i = 0; i < COUNT_OF(objects); i++) {
        if (!objects[i].exists) {
            objects[i] = (struct object_record){true, fake->type, fake->size_bits, path->capPtr, fake->paddr};
            fake->objects++;
            scripted_slot_fill(path->capPtr);
            *cookie = COOKIE_BASE + i;
            return 0;
        }
    }
    return STEP_ERROR;
}

static void remember(struct fake_vka *fake, enum fake_vka_call call, seL4_Word type, seL4_Word size_bits)
{
    fake->call = call;
    fake->type = type;
    fake->size_bits = size_bits;
    fake->paddr = VKA_NO_PADDR;
    fake->can_use_device = false;
}

static int utspace_alloc(void *data, const cspacepath_t *path, seL4_Word type, seL4_Word size_bits,
                         seL4_Word *cookie)
{
    remember(data, FAKE_ALLOC, type, size_bits);
    return allocate(data, path, cookie);
}

static int utspace_alloc_maybe_device(void *data, const cspacepath_t *path, seL4_Word type,
                                      seL4_Word size_bits, bool can_use_device, seL4_Word *cookie)
{
    struct fake_vka *fake = data;

    remember(fake, FAKE_ALLOC_MAYBE_DEVICE, type, size_bits);
    fake->can_use_device = can_use_device;
    return allocate(fake, path, cookie);
}

static int utspace_alloc_at(void *data, const cspacepath_t *path, seL4_Word type, seL4_Word size_bits,
                            uintptr_t paddr, seL4_Word *cookie)
{
    struct fake_vka *fake = data;
    seL4_Word bits = memory_bits(type, size_bits);

    assert_int_equal(paddr & (((uintptr_t)1 << bits) - 1), 0);
    assert_true(fake_platform_has(paddr, bits));
    remember(fake, FAKE_ALLOC_AT, type, size_bits);
    fake->paddr = paddr;
    return allocate(fake, path, cookie);
}

/* Returns the record of an object; fails the test if there is none. */
static struct object_record *object_of(seL4_Word cookie, seL4_Word type, seL4_Word size_bits)
{
    assert_in_range(cookie, COOKIE_BASE, COOKIE_BASE + COUNT_OF(objects) - 1);
    struct object_record *object = &objects[cookie - COOKIE_BASE];

    assert_true(object->exists);
    assert_int_equal(object->type, type);
    assert_int_equal(object->size_bits, size_bits);
    return object;
}

static void utspace_free(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie)
{
    struct fake_vka *fake = data;
    struct object_record *object = object_of(cookie, type, size_bits);

    assert_false(scripted_slot_is_full(object->slot));
    object->exists = false;
    fake->objects--;
    event_note('F');
}

/* Small objects get a page each, large ones the first multiple of their size. */
static uintptr_t utspace_paddr(void *data, seL4_Word cookie, seL4_Word type, seL4_Word size_bits)
{
    const struct fake_vka *fake = data;
    const struct object_record *object = object_of(cookie, type, size_bits);
    seL4_Word bits = memory_bits(type, size_bits);

    if (fake->knows_no_addresses) {
        return VKA_NO_PADDR;
    }
    if (object->paddr != VKA_NO_PADDR) {
        return object->paddr;
    }
    return bits > seL4_PageBits ? (uintptr_t)1 << bits
                                : FAKE_RAM + ((uintptr_t)(cookie - COOKIE_BASE) << seL4_PageBits);
}

void fake_vka_init(struct fake_vka *fake)
{
    memset(taken, 0, sizeof(taken));
    memset(objects, 0, sizeof(objects));
    *fake = (struct fake_vka){.vka = {.data = fake,
                                      .cspace_alloc = cspace_alloc,
                                      .cspace_make_path = cspace_make_path,
                                      .cspace_free = cspace_free,
                                      .utspace_alloc = utspace_alloc,
                                      .utspace_alloc_maybe_device = utspace_alloc_maybe_device,
                                      .utspace_alloc_at = utspace_alloc_at,
                                      .utspace_free = utspace_free,
                                      .utspace_paddr = utspace_paddr}};
}
