/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator after its parent took memory back: a chunk that is gone takes everything in it along,
 * and the allocator goes on.
 */
#include "support/is_valid.h"
#include "support/steps.h"
#include "support/tenant.h"
#include "support/test.h"

#define SEVERAL 8
#define FRAMES_IN_A_CHUNK (1u << (SEL4RPC_VKA_CHUNK_BITS - seL4_PageBits))

static void take_back_all(struct tenant *tenant)
{
    struct fixture_thread *child = fixture_switch(fixture_root());

    assert_int_equal(sel4rpc_server_release_client(&tenant->env, TENANT_BADGE), 0);
    fixture_switch(child);
}

/* The parent takes back one lease; n: which, from 0. */
static void take_back(struct tenant *tenant, unsigned n)
{
    struct fixture_thread *child = fixture_switch(fixture_root());
    uint64_t position = 0;
    LeaseMessage lease;

    for (unsigned i = 0; i <= n; i++) {
        assert_true(sel4rpc_server_next_lease(&tenant->env, &position, &lease, NULL));
    }
    assert_int_equal(sel4rpc_server_release(&tenant->env, TENANT_BADGE, lease.cookie), 0);
    fixture_switch(child);
}

static void assert_holds(struct tenant *tenant, uint32_t chunks, uint32_t objects)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.chunks, chunks);
    assert_int_equal(statistics.objects, objects);
    assert_int_equal(tenant_leases(tenant), chunks);
    assert_true(vka_is_valid(&tenant->allocator));
}

static void make_several(struct tenant *tenant, seL4_Word *cookies)
{
    cspacepath_t path;
    seL4_CPtr first;

    assert_int_equal(tenant->range_slots.alloc(tenant->range_slots.data, SEVERAL, &first), 0);
    vka_cspace_make_path(&tenant->vka, first, &path);
    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &path, FRAME, SEVERAL, cookies), 0);
}

static void allocation_after_all_was_taken_back_gets_a_new_chunk(void **state)
{
    struct tenant *tenant = *state;

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, FRAME);
    take_back_all(tenant);
    kernel_steps = (struct kernel_steps){0};
    (void)tenant_alloc(tenant, FRAME);
    assert_int_equal(kernel_steps.calls, 1);
    assert_holds(tenant, 1, 1);
    (void)tenant_alloc(tenant, seL4_EndpointObject, 0);
    assert_holds(tenant, 1, 2);
}

static void many_objects_after_all_was_taken_back_get_a_new_chunk(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[SEVERAL];

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, FRAME);
    take_back_all(tenant);
    make_several(tenant, cookies);
    assert_holds(tenant, 1, SEVERAL);
}

static void chunks_that_are_gone_take_all_records_and_slots_along(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[SEVERAL], slots;

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, FRAME);
    make_several(tenant, cookies);
    vka_object_t large = tenant_alloc(tenant, seL4_UntypedObject, 15);
    (void)tenant_alloc(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS); /* one of its own */
    while (tenant_leases(tenant) < 4) { /* the last one in a part of the large one */
        (void)tenant_alloc(tenant, seL4_UntypedObject, 17);
        if (large.cptr != 0) {
            tenant_free(tenant, &large);
            large.cptr = 0;
        }
    }
    take_back_all(tenant);
    slots = tenant->range.used - tenant->allocator.statistics.slots; /* those of objects */
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    assert_holds(tenant, 1, 1);
    tenant_free(tenant, &frame);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_holds(tenant, 0, 0);
    assert_int_equal(tenant->allocator.statistics.records, 0);
    assert_int_equal(tenant->range.used, slots);
}

static void chunk_that_is_gone_leaves_others_alone(void **state)
{
    struct tenant *tenant = *state;
    static vka_object_t frames[FRAMES_IN_A_CHUNK + 1];

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    take_back(tenant, 1);
    for (unsigned i = 0; i < FRAMES_IN_A_CHUNK; i++) {
        assert_int_not_equal(seL4_DebugCapIdentify(frames[i].cptr), 0);
    }
    assert_int_equal(seL4_DebugCapIdentify(frames[FRAMES_IN_A_CHUNK].cptr), 0);
    (void)tenant_alloc(tenant, FRAME);
    assert_holds(tenant, 2, COUNT_OF(frames));
    for (unsigned i = 0; i < 100; i++) {
        tenant_free(tenant, &frames[i]);
    }
    for (unsigned i = 0; i < 100; i++) {
        (void)tenant_alloc(tenant, FRAME);
    }
    assert_holds(tenant, 2, COUNT_OF(frames));
}

static void free_of_an_object_in_a_gone_chunk_frees_nothing_else(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frames[SEVERAL];
    seL4_Word cookies[SEVERAL];

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    make_several(tenant, cookies);
    take_back_all(tenant);
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    for (unsigned i = 0; i < SEVERAL; i++) {
        vka_utspace_free(&tenant->vka, FRAME, cookies[i]);
    }
    assert_holds(tenant, 1, COUNT_OF(frames));
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        assert_int_not_equal(seL4_DebugCapIdentify(frames[i].cptr), 0);
    }
}

static void clean_up_after_all_was_taken_back_succeeds(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[SEVERAL];

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, FRAME);
    (void)tenant_alloc(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);
    make_several(tenant, cookies);
    take_back_all(tenant);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_holds(tenant, 0, 0);
    (void)tenant_alloc(tenant, FRAME);
    assert_holds(tenant, 1, 1);
}

static void kept_chunk_that_is_gone_makes_room_for_a_new_one(void **state)
{
    struct tenant *tenant = *state;

    tenant_limit(tenant, 64 * MIB, SEL4RPC_UNLIMITED);
    for (unsigned round = 0; round < 2;
         round++) { /* the same size, and one that the chunk is split anew for */
        vka_object_t frame = tenant_alloc(tenant, FRAME);
        tenant_free(tenant, &frame);
        take_back_all(tenant);
        (void)tenant_alloc(tenant, seL4_UntypedObject, round == 0 ? seL4_PageBits : SEL4RPC_VKA_CHUNK_BITS);
        assert_holds(tenant, 1, 1);
        assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    }
}

/* Such as one that was initialised again: the child still has the capabilities. */
static void chunk_that_the_parent_does_not_know_any_more_is_deleted(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    sel4rpc_vka_statistics_t statistics;

    tenant->free_refusal = seL4_InvalidCapability;
    tenant_free(tenant, &frame);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.chunks, 0);
    assert_int_equal(tenant->range.used, 0); /* whose slots are empty, as the source of slots checks */
    take_back_all(tenant);
}

/* The kernel's error is that of a capability that is gone, but it is there. */
static void chunk_that_is_there_is_not_forgotten(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME), other;

    kernel_steps_are_armed = true;
    steps_fail_at(2); /* after the slot: the Retype */
    assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &other), seL4_InvalidCapability);
    kernel_steps_are_armed = false;
    assert_holds(tenant, 1, 1);
    tenant_free(tenant, &frame);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(allocation_after_all_was_taken_back_gets_a_new_chunk),
        TENANT_TEST(many_objects_after_all_was_taken_back_get_a_new_chunk),
        TENANT_TEST(chunks_that_are_gone_take_all_records_and_slots_along),
        TENANT_TEST(chunk_that_is_gone_leaves_others_alone),
        TENANT_TEST(free_of_an_object_in_a_gone_chunk_frees_nothing_else),
        TENANT_TEST(clean_up_after_all_was_taken_back_succeeds),
        TENANT_TEST(kept_chunk_that_is_gone_makes_room_for_a_new_one),
        TENANT_TEST(chunk_that_the_parent_does_not_know_any_more_is_deleted),
        TENANT_TEST(chunk_that_is_there_is_not_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
