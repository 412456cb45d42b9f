/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: how often it asks a parent that refuses, and what a refusal leaves unchanged.
 */
#include "support/is_valid.h"
#include "support/steps.h"
#include "support/tenant.h"
#include "support/test.h"

#include <sel4utils/api.h>

static void parent_that_refuses_is_asked_for_no_less_than_is_needed(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object;

    tenant_limit(tenant, 1 << (seL4_PageBits - 1), SEL4RPC_UNLIMITED);
    assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &object), seL4_NotEnoughMemory);
    assert_int_equal(kernel_steps.calls, SEL4RPC_VKA_CHUNK_BITS - seL4_PageBits + 1);
    assert_tenant_is_empty(tenant);
}

/* Allocates endpoints, which have to be refused, and returns with how many calls. */
static unsigned calls_of_refusal(struct tenant *tenant, seL4_Word count, int error)
{
    static seL4_Word cookies[256];
    cspacepath_t path;

    vka_cspace_make_path(&tenant->vka, 1000, &path);
    kernel_steps = (struct kernel_steps){0};
    assert_int_equal(
        sel4rpc_vka_alloc_many(&tenant->allocator, &path, seL4_EndpointObject, 0, count, cookies), error);
    assert_tenant_is_empty(tenant);
    return kernel_steps.calls;
}

static void parent_that_does_not_permit_untypeds_is_asked_once(void **state)
{
    struct tenant *tenant = *state;
    const sel4rpc_limits_t no_untypeds = {.memory_bytes = MIB, .leases = 9};
    vka_object_t frame;

    assert_int_equal(sel4rpc_server_register(&tenant->env, TENANT_BADGE, &no_untypeds, NULL), 0);
    assert_int_equal(calls_of_refusal(tenant, 1, seL4_IllegalOperation), 1);
    assert_int_equal(calls_of_refusal(tenant, 256, seL4_IllegalOperation), 1);
    kernel_steps = (struct kernel_steps){0};
    assert_int_equal(vka_alloc_frame_maybe_device(&tenant->vka, seL4_PageBits, true, &frame),
                     seL4_IllegalOperation);
    assert_int_equal(kernel_steps.calls, 1);
}

static void parent_without_memory_is_asked_for_each_size_once(void **state)
{
    struct tenant *tenant = *state;

    tenant_limit(tenant, 0, SEL4RPC_UNLIMITED);
    assert_int_equal(calls_of_refusal(tenant, 256, seL4_NotEnoughMemory),
                     SEL4RPC_VKA_CHUNK_BITS - seL4_MinUntypedBits + 1);
    assert_int_equal(calls_of_refusal(tenant, 1, seL4_NotEnoughMemory), 1);
    assert_int_equal(calls_of_refusal(tenant, 256, seL4_NotEnoughMemory), 9);
}

/* Allocates frames, and tells with how many calls and how many bytes the allocator has then. */
static unsigned calls_of_frames(struct tenant *tenant, unsigned count, uint64_t *bytes)
{
    sel4rpc_vka_statistics_t statistics;

    kernel_steps = (struct kernel_steps){0};
    while (count-- > 0) {
        (void)tenant_alloc(tenant, FRAME);
    }
    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    *bytes = statistics.bytes;
    return kernel_steps.calls;
}

static void size_that_the_parent_gave_is_the_next_it_is_asked_for_and_then_more(void **state)
{
    struct tenant *tenant = *state;
    const seL4_CPtr slot = 1000;
    sel4rpc_memory_t others;
    uint64_t bytes;

    tenant_limit(tenant, 4 * MIB + MIB / 2, SEL4RPC_UNLIMITED);
    assert_int_equal(sel4rpc_alloc_memory(&tenant->client, seL4_UntypedObject, 22,
                                          (sel4rpc_slot_t){SEL4UTILS_CNODE_SLOT, slot, seL4_WordBits},
                                          &others),
                     0);
    assert_int_equal(calls_of_frames(tenant, 128, &bytes), 2);
    assert_int_equal(bytes, MIB / 2);
    assert_int_equal(sel4rpc_free_memory(&tenant->client, &others), 0);
    assert_int_equal(calls_of_frames(tenant, 128, &bytes), 1);
    assert_int_equal(bytes, MIB);
    assert_int_equal(calls_of_frames(tenant, 256, &bytes), 1);
    assert_int_equal(bytes, 2 * MIB);
    assert_int_equal(calls_of_frames(tenant, 256, &bytes), 1);
    assert_int_equal(bytes, 3 * MIB);
}

static void size_that_the_parent_took_back_is_asked_for_again(void **state)
{
    struct tenant *tenant = *state;
    uint64_t bytes;

    tenant_limit(tenant, MIB + MIB / 2, SEL4RPC_UNLIMITED);
    vka_object_t large = tenant_alloc(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);
    assert_int_equal(calls_of_frames(tenant, 128, &bytes), 2);
    tenant_free(tenant, &large);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_int_equal(calls_of_frames(tenant, 1, &bytes), 1);
    assert_int_equal(bytes, MIB);
}

static void answer_nonsense(void *argument)
{
    struct tenant *tenant = argument;
    seL4_Word badge;

    (void)api_recv(tenant->endpoint.cptr, &badge, 0);
    kernel_steps.calls++;
    seL4_SetMR(0, 0);
    api_reply(0, seL4_MessageInfo_new(0, 0, 0, 1));
}

static void parent_whose_answer_makes_no_sense_is_asked_once(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object;

    fixture_set_server(fixture_root(), answer_nonsense, tenant);
    assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &object), SEL4RPC_BAD_REPLY);
    assert_int_equal(kernel_steps.calls, 1);
    assert_tenant_is_empty(tenant);
}

/* Each step of allocating untypeds, each of a new size, fails once. */
static void what_lives_outlives_that_the_kernel_finds_no_memory(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    vka_object_t untyped;

    kernel_steps_error = seL4_NotEnoughMemory;
    for (unsigned step = 1; step < 8; step++) {
        kernel_steps_are_armed = true;
        steps_fail_at(step);
        int error = vka_alloc_untyped(&tenant->vka, seL4_MinUntypedBits + step, &untyped);
        steps_reset();
        kernel_steps_are_armed = false;
        if (error == 0) {
            tenant_free(tenant, &untyped);
        }
        assert_int_not_equal(seL4_DebugCapIdentify(frame.cptr), 0);
        assert_true(vka_is_valid(&tenant->allocator));
    }
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(parent_that_refuses_is_asked_for_no_less_than_is_needed),
        TENANT_TEST(parent_that_does_not_permit_untypeds_is_asked_once),
        TENANT_TEST(parent_without_memory_is_asked_for_each_size_once),
        TENANT_TEST(size_that_the_parent_gave_is_the_next_it_is_asked_for_and_then_more),
        TENANT_TEST(size_that_the_parent_took_back_is_asked_for_again),
        TENANT_TEST(parent_whose_answer_makes_no_sense_is_asked_once),
        TENANT_TEST(what_lives_outlives_that_the_kernel_finds_no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
