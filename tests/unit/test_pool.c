/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A parent's pool: the allocator on another vka, which keeps what is freed.
 */
#include "support/is_valid.h"
#include "support/test.h"
#include "support/user_fixture.h"

#include <sel4rpc/vka.h>
#include <stdlib.h>
#include <string.h>
#include <vspace/arch/page.h>

#define RECORDS 400
#define FRAMES 300
#define DEVICE_PADDR 0x10440000

/* The pool's backing: the fixture's vka, and what the pool asked of it. */
struct pooled {
    sel4rpc_vka_t pool;
    sel4rpc_vka_record_t records[RECORDS];
    vka_t backing;
    vka_t vka;
    struct fixture_balance before;
    unsigned taken;
    unsigned given_back;
    seL4_Word largest_bits;
    bool is_empty;       /* the backing has no memory, */
    unsigned full_after; /* or only once it has got so many chunks back; 0: always */
};

static struct pooled pooled;

static int backing_alloc(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                         seL4_Word *cookie)
{
    (void)data;
    if (pooled.is_empty && (pooled.full_after == 0 || pooled.given_back < pooled.full_after)) {
        return -1; /* as seL4_libs' allocator does */
    }
    pooled.taken++;
    pooled.largest_bits = size_bits > pooled.largest_bits ? size_bits : pooled.largest_bits;
    return vka_utspace_alloc(fixture_vka(), dest, type, size_bits, cookie);
}

static void backing_free(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie)
{
    (void)data;
    pooled.given_back++;
    vka_utspace_free(fixture_vka(), type, size_bits, cookie);
}

static int set_up(void **state)
{
    int error = fixture_set_up(state);

    memset(&pooled, 0, sizeof(pooled));
    pooled.backing = *fixture_vka();
    pooled.backing.utspace_alloc = backing_alloc;
    pooled.backing.utspace_free = backing_free;
    pooled.before = fixture_get_balance();
    assert_int_equal(sel4rpc_pool_make(&pooled.pool, &pooled.backing, pooled.records, RECORDS, &pooled.vka),
                     0);
    return error;
}

static int tear_down(void **state)
{
    assert_true(vka_is_valid(&pooled.pool));
    assert_int_equal(sel4rpc_vka_clean_up(&pooled.pool), 0);
    assert_true(vka_is_valid(&pooled.pool));
    fixture_assert_balance(&pooled.before);
    return fixture_tear_down(state);
}

static vka_object_t alloc(seL4_Word type, seL4_Word size_bits)
{
    vka_object_t object;

    assert_int_equal(vka_alloc_object(&pooled.vka, type, size_bits, &object), 0);
    assert_true(vka_is_valid(&pooled.pool));
    return object;
}

static void free_object(vka_object_t *object)
{
    vka_free_object(&pooled.vka, object);
    assert_true(vka_is_valid(&pooled.pool));
}

#define FRAME seL4_ARCH_4KPage, seL4_PageBits

static uintptr_t paddr_of(vka_object_t *object)
{
    return vka_object_paddr(&pooled.vka, object);
}

static void a_few_chunks_serve_many_objects(void **state)
{
    vka_object_t frames[FRAMES];

    (void)state;
    for (unsigned i = 0; i < FRAMES; i++) {
        frames[i] = alloc(FRAME);
    }
    assert_int_equal(pooled.taken, 2);
    for (unsigned i = 0; i < FRAMES; i++) {
        free_object(&frames[i]);
    }
}

static void what_is_freed_serves_the_next_of_its_size(void **state)
{
    vka_object_t frame = alloc(FRAME);
    uintptr_t paddr = paddr_of(&frame);

    (void)state;
    assert_int_not_equal(paddr, VKA_NO_PADDR);
    free_object(&frame);
    frame = alloc(FRAME);
    assert_int_equal(paddr_of(&frame), paddr);
    assert_int_equal(pooled.taken, 1);
    free_object(&frame);
}

static void what_is_freed_stays_until_it_is_trimmed(void **state)
{
    vka_object_t frames[FRAMES];

    (void)state;
    for (unsigned round = 0; round < 3; round++) {
        for (unsigned i = 0; i < FRAMES; i++) {
            frames[i] = alloc(FRAME);
        }
        for (unsigned i = 0; i < FRAMES; i++) {
            free_object(&frames[i]);
        }
    }
    assert_int_equal(pooled.taken, 2);
    assert_int_equal(pooled.given_back, 0);
    assert_int_equal(sel4rpc_vka_trim(&pooled.pool), 0);
    assert_int_equal(pooled.given_back, 2);
    fixture_assert_balance(&pooled.before);
}

static void trimming_leaves_what_is_in_use(void **state)
{
    vka_object_t frame = alloc(FRAME);

    (void)state;
    assert_int_equal(sel4rpc_vka_trim(&pooled.pool), 0);
    assert_int_equal(pooled.given_back, 0);
    free_object(&frame);
}

static void an_empty_chunk_is_merged_for_another_size(void **state)
{
    vka_object_t object = alloc(FRAME);

    (void)state;
    free_object(&object);
    object = alloc(seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS - 1);
    assert_int_equal(pooled.taken, 1);
    free_object(&object);
    object = alloc(FRAME);
    assert_int_equal(pooled.taken, 1);
    free_object(&object);
}

static void a_chunk_in_use_is_not_merged(void **state)
{
    vka_object_t frame = alloc(FRAME), other = alloc(seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);

    (void)state;
    assert_int_equal(pooled.taken, 2);
    free_object(&frame);
    free_object(&other);
}

static void no_chunk_is_larger_than_what_may_be_merged(void **state)
{
    vka_object_t frames[FRAMES];

    (void)state;
    assert_int_equal(sel4rpc_vka_keep(&pooled.pool, 15), 0);
    for (unsigned i = 0; i < FRAMES; i++) {
        frames[i] = alloc(FRAME);
    }
    assert_int_equal(pooled.largest_bits, 15);
    assert_int_equal(pooled.taken, (FRAMES + 7) / 8);
    for (unsigned i = 0; i < FRAMES; i++) {
        free_object(&frames[i]);
    }
}

static void a_larger_object_serves_its_own_size_only(void **state)
{
    vka_object_t large, frame;

    (void)state;
    assert_int_equal(sel4rpc_vka_keep(&pooled.pool, 15), 0);
    large = alloc(seL4_UntypedObject, 17);
    uintptr_t paddr = paddr_of(&large);
    free_object(&large);
    frame = alloc(FRAME);
    assert_int_equal(pooled.taken, 2);
    large = alloc(seL4_UntypedObject, 17);
    assert_int_equal(pooled.taken, 2);
    assert_int_equal(paddr_of(&large), paddr);
    free_object(&large);
    free_object(&frame);
}

static void many_objects_share_no_more_than_what_may_be_merged(void **state)
{
    vka_object_t slots; /* a CNode: a vka's slots need not follow one another */
    seL4_Word cookies[32];

    (void)state;
    assert_int_equal(sel4rpc_vka_keep(&pooled.pool, 15), 0);
    assert_int_equal(vka_alloc_cnode_object(fixture_vka(), 5, &slots), 0);
    const cspacepath_t first = {.root = slots.cptr, .capDepth = 5, .window = 1};
    assert_int_equal(sel4rpc_vka_alloc_many(&pooled.pool, &first, FRAME, COUNT_OF(cookies), cookies), 0);
    assert_int_equal(pooled.largest_bits, 15);
    assert_true(vka_is_valid(&pooled.pool));
    assert_int_equal(sel4rpc_vka_clean_up(&pooled.pool), 0);
    vka_free_object(fixture_vka(), &slots);
}

static void memory_of_a_device_goes_back_at_once(void **state)
{
    vka_object_t object;

    (void)state;
    assert_int_equal(vka_alloc_untyped_at(&pooled.vka, 12, DEVICE_PADDR, &object), 0);
    assert_int_equal(paddr_of(&object), DEVICE_PADDR);
    assert_int_equal(pooled.given_back, 0);
    free_object(&object);
    assert_int_equal(pooled.given_back, 1);
}

static void an_empty_backing_is_told_as_such_and_nothing_is_lost(void **state)
{
    vka_object_t object;

    (void)state;
    pooled.is_empty = true;
    assert_int_equal(vka_alloc_object(&pooled.vka, FRAME, &object), seL4_NotEnoughMemory);
    assert_true(vka_is_valid(&pooled.pool));
    fixture_assert_balance(&pooled.before);
}

static void what_is_not_in_use_goes_back_if_the_backing_lacks_memory(void **state)
{
    vka_object_t held = alloc(FRAME), large[3], larger;

    (void)state;
    for (unsigned i = 0; i < COUNT_OF(large); i++) {
        large[i] = alloc(seL4_UntypedObject, 21);
    }
    for (unsigned i = 0; i < COUNT_OF(large); i++) {
        free_object(&large[i]);
    }
    assert_int_equal(pooled.given_back, 0);
    pooled.is_empty = true;
    pooled.full_after = COUNT_OF(large);
    larger = alloc(seL4_UntypedObject, 22);
    assert_int_equal(pooled.given_back, COUNT_OF(large));
    free_object(&larger);
    free_object(&held);
}

static void an_empty_backing_does_not_matter_to_what_was_freed(void **state)
{
    vka_object_t frame = alloc(FRAME);

    (void)state;
    free_object(&frame);
    pooled.is_empty = true;
    frame = alloc(FRAME);
    free_object(&frame);
}

static void arguments_are_checked(void **state)
{
    sel4rpc_vka_t other;
    vka_t vka, no_slots = pooled.backing;

    (void)state;
    no_slots.cspace_alloc = NULL;
    assert_int_equal(sel4rpc_pool_make(NULL, &pooled.backing, pooled.records, 1, &vka), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_pool_make(&other, NULL, pooled.records, 1, &vka), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_pool_make(&other, &no_slots, pooled.records, 1, &vka), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_pool_make(&other, &pooled.backing, NULL, 1, &vka), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_pool_make(&other, &pooled.backing, pooled.records, 0, &vka),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_pool_make(&other, &pooled.backing, pooled.records, 1, NULL),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_keep(&pooled.pool, seL4_MinUntypedBits - 1), seL4_RangeError);
    assert_int_equal(sel4rpc_vka_keep(&pooled.pool, seL4_MaxUntypedBits + 1), seL4_RangeError);
    vka_object_t frame = alloc(FRAME);
    assert_int_equal(sel4rpc_vka_keep(&pooled.pool, 15), seL4_IllegalOperation);
    free_object(&frame);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_few_chunks_serve_many_objects),
        TEST(what_is_freed_serves_the_next_of_its_size),
        TEST(what_is_freed_stays_until_it_is_trimmed),
        TEST(trimming_leaves_what_is_in_use),
        TEST(an_empty_chunk_is_merged_for_another_size),
        TEST(a_chunk_in_use_is_not_merged),
        TEST(no_chunk_is_larger_than_what_may_be_merged),
        TEST(a_larger_object_serves_its_own_size_only),
        TEST(many_objects_share_no_more_than_what_may_be_merged),
        TEST(memory_of_a_device_goes_back_at_once),
        TEST(an_empty_backing_is_told_as_such_and_nothing_is_lost),
        TEST(what_is_not_in_use_goes_back_if_the_backing_lacks_memory),
        TEST(an_empty_backing_does_not_matter_to_what_was_freed),
        TEST(arguments_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
