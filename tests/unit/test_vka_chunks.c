/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: how large chunks are, and which are kept.
 */
#include "support/is_valid.h"
#include "support/tenant.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define SMALLEST_BITS 14

static sel4rpc_vka_statistics_t statistics_of(struct tenant *tenant)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    return statistics;
}

static void chunks_grow_with_what_there_is(void **state)
{
    struct tenant *tenant = *state;
    const uint64_t smallest = UINT64_C(1) << SMALLEST_BITS;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, SMALLEST_BITS), 0);
    for (unsigned i = 0; i < 1024; i++) {
        uint64_t before = statistics_of(tenant).bytes;
        (void)tenant_alloc(tenant, FRAME);
        uint64_t more = statistics_of(tenant).bytes - before;
        assert_true(more == 0 ||
                    (more >= smallest && more * 16 > before && more * 8 <= before + 8 * smallest));
    }
    assert_true(statistics_of(tenant).bytes >= 4 * MIB);
    assert_int_equal(statistics_of(tenant).chunks, 16 + 4 * 8); /* 16 of 16 KiB, then 8 of each size */
}

/* Device memory says nothing about how much ordinary memory a child needs. */
static void memory_at_an_address_makes_no_chunk_larger(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t device;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, seL4_PageBits), 0);
    assert_int_equal(vka_alloc_object_at(&tenant->vka, seL4_UntypedObject, FIXTURE_DEVICE_BITS,
                                         FIXTURE_DEVICE_PADDR, &device),
                     0);
    uint64_t before = statistics_of(tenant).bytes;
    (void)tenant_alloc(tenant, seL4_EndpointObject, 0);
    assert_int_equal(statistics_of(tenant).bytes - before, 1 << seL4_PageBits);
}

/* The parent refuses larger objects with the error of any limit. */
static void no_chunk_is_larger_than_the_largest_object_that_the_parent_allows(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_statistics_t statistics;

    tenant_limit_object(tenant, 1 << 15);
    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, 20), 0);
    for (unsigned i = 0; i < 100; i++) {
        (void)tenant_alloc(tenant, FRAME);
    }
    assert_int_equal(statistics_of(tenant).bytes, statistics_of(tenant).chunks << 15);
    sel4rpc_server_get_statistics(&tenant->env, &statistics);
    assert_in_range(statistics.refused, 1, 5 + statistics_of(tenant).chunks);
}

/* ---- The empty chunk that is kept. */

static void alloc_and_free(struct tenant *tenant, seL4_Word type, seL4_Word size_bits)
{
    vka_object_t object = tenant_alloc(tenant, type, size_bits);

    tenant_free(tenant, &object);
    assert_true(vka_is_valid(&tenant->allocator));
}

static void object_allocated_and_freed_in_turn_costs_no_call_and_clears_no_chunk(void **state)
{
    struct tenant *tenant = *state;

    alloc_and_free(tenant, FRAME);
    kernel_steps = (struct kernel_steps){0};
    for (unsigned i = 0; i < 100; i++) {
        alloc_and_free(tenant, FRAME);
    }
    assert_int_equal(kernel_steps.calls, 0);
    assert_int_equal(kernel_steps.revokes, 0);
    assert_int_equal(kernel_steps.retypes, 100);
}

static void last_empty_chunk_is_kept_until_clean_up(void **state)
{
    struct tenant *tenant = *state;

    alloc_and_free(tenant, FRAME);
    assert_int_equal(tenant_leases(tenant), 1);
    assert_int_equal(statistics_of(tenant).chunks, 1);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_tenant_is_empty(tenant);
}

static void second_empty_chunk_goes_back_at_once(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t first = tenant_alloc(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);
    vka_object_t second = tenant_alloc(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);

    tenant_free(tenant, &first);
    assert_int_equal(tenant_leases(tenant), 2);
    tenant_free(tenant, &second);
    assert_int_equal(tenant_leases(tenant), 1);
}

/* Holds 1 MiB, so that chunks of 128 KiB are not too large to be kept, and makes two empty ones. */
static void smaller_of_two_empty_chunks_is_kept(void **state)
{
    struct tenant *tenant = *state;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, SMALLEST_BITS), 0);
    for (unsigned round = 0; round < 2; round++) {
        vka_object_t small = tenant_alloc(tenant, FRAME);
        vka_object_t held = tenant_alloc(tenant, seL4_UntypedObject, 20);
        vka_object_t large = tenant_alloc(tenant, seL4_UntypedObject, 17);
        tenant_free(tenant, round == 0 ? &small : &large);
        assert_int_equal(tenant_leases(tenant), 3);
        tenant_free(tenant, round == 0 ? &large : &small);
        assert_int_equal(tenant_leases(tenant), 2);
        assert_int_equal(statistics_of(tenant).bytes, MIB + (1 << SMALLEST_BITS));
        tenant_free(tenant, &held);
    }
}

static void chunk_larger_than_a_new_one_would_be_is_not_kept(void **state)
{
    struct tenant *tenant = *state;

    alloc_and_free(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS + 1);
    assert_tenant_is_empty(tenant);
    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, SMALLEST_BITS), 0);
    vka_object_t held = tenant_alloc(tenant, seL4_UntypedObject, 20);
    alloc_and_free(tenant, seL4_UntypedObject, 17);
    assert_int_equal(tenant_leases(tenant), 2);
    tenant_free(tenant, &held); /* now 128 KiB are too large */
    assert_tenant_is_empty(tenant);
}

static void kept_chunk_is_used_for_what_it_was_not_divided_for(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frames[1 << (SEL4RPC_VKA_CHUNK_BITS - seL4_PageBits)];

    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        tenant_free(tenant, &frames[i]);
    }
    alloc_and_free(tenant, seL4_UntypedObject, seL4_PageBits + 1);
    alloc_and_free(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);
    alloc_and_free(tenant, FRAME);
    assert_int_equal(kernel_steps.calls, 1);
}

static void kept_chunk_makes_room_for_a_larger_one(void **state)
{
    struct tenant *tenant = *state;

    tenant_limit(tenant, 2 * MIB, SEL4RPC_UNLIMITED);
    alloc_and_free(tenant, FRAME);
    alloc_and_free(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS + 1);
}

static void kept_chunk_makes_room_for_memory_at_an_address(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object;

    tenant_limit(tenant, MIB, 1);
    alloc_and_free(tenant, FRAME);
    assert_int_equal(vka_alloc_object_at(&tenant->vka, FRAME, FIXTURE_DEVICE_PADDR, &object), 0);
    tenant_free(tenant, &object);
    assert_tenant_is_empty(tenant);
}

static void address_in_the_kept_chunk_can_be_had(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object = tenant_alloc(tenant, FRAME);
    uintptr_t paddr = vka_object_paddr(&tenant->vka, &object);

    tenant_free(tenant, &object);
    assert_int_equal(vka_alloc_object_at(&tenant->vka, FRAME, paddr, &object), 0);
    tenant_free(tenant, &object);
    assert_tenant_is_empty(tenant);
}

static void kept_chunk_gives_its_slots_to_the_user(void **state)
{
    struct tenant *tenant = *state;
    seL4_CPtr slot;

    alloc_and_free(tenant, FRAME);
    for (unsigned i = 0; i < TENANT_SLOTS; i++) {
        assert_int_equal(vka_cspace_alloc(&tenant->vka, &slot), 0);
    }
    assert_int_not_equal(vka_cspace_alloc(&tenant->vka, &slot), 0);
    assert_int_equal(tenant_leases(tenant), 0);
}

static void kept_chunk_gives_its_records_to_others(void **state)
{
    struct tenant *tenant = *state;

    alloc_and_free(tenant, FRAME);
    tenant->allocator.capacity = statistics_of(tenant).records;
    alloc_and_free(tenant, seL4_ARCH_LargePageObject, seL4_LargePageBits);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(chunks_grow_with_what_there_is),
        TENANT_TEST(no_chunk_is_larger_than_the_largest_object_that_the_parent_allows),
        TENANT_TEST(memory_at_an_address_makes_no_chunk_larger),
        TENANT_TEST(object_allocated_and_freed_in_turn_costs_no_call_and_clears_no_chunk),
        TENANT_TEST(last_empty_chunk_is_kept_until_clean_up),
        TENANT_TEST(second_empty_chunk_goes_back_at_once),
        TENANT_TEST(smaller_of_two_empty_chunks_is_kept),
        TENANT_TEST(chunk_larger_than_a_new_one_would_be_is_not_kept),
        TENANT_TEST(kept_chunk_is_used_for_what_it_was_not_divided_for),
        TENANT_TEST(kept_chunk_makes_room_for_a_larger_one),
        TENANT_TEST(kept_chunk_makes_room_for_memory_at_an_address),
        TENANT_TEST(address_in_the_kept_chunk_can_be_had),
        TENANT_TEST(kept_chunk_gives_its_slots_to_the_user),
        TENANT_TEST(kept_chunk_gives_its_records_to_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
