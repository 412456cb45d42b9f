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
        TENANT_TEST(parent_whose_answer_makes_no_sense_is_asked_once),
        TENANT_TEST(what_lives_outlives_that_the_kernel_finds_no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
