/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: memory at an address, and device memory.
 */
#include "support/is_valid.h"
#include "support/tenant.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define SAMPLE_PADDR ((uintptr_t)0x10440000)

static void frame_at_an_address_is_there_and_goes_back_when_freed(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame;

    for (unsigned round = 0; round < 3; round++) {
        assert_int_equal(vka_alloc_object_at(&tenant->vka, FRAME, SAMPLE_PADDR, &frame), 0);
        assert_int_equal(tenant_frame_paddr(&frame), SAMPLE_PADDR);
        assert_int_equal(vka_object_paddr(&tenant->vka, &frame), SAMPLE_PADDR);
        tenant_free(tenant, &frame);
        assert_tenant_is_empty(tenant);
    }
}

static void neighbouring_addresses_can_be_had_one_by_one(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frames[4];

    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        assert_int_equal(vka_alloc_object_at(&tenant->vka, FRAME, SAMPLE_PADDR + i * 4096ul, &frames[i]), 0);
    }
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        tenant_free(tenant, &frames[i]);
    }
    assert_tenant_is_empty(tenant);
}

static void refusal_at_an_address_is_the_parents(void **state)
{
    struct tenant *tenant = *state;
    const struct {
        uintptr_t paddr;
        seL4_Word type;
        seL4_Word bits;
        int error;
    } refused[] = {
        {SAMPLE_PADDR, seL4_ARCH_4KPage, seL4_PageBits, seL4_RevokeFirst},
        {SAMPLE_PADDR + 16, seL4_ARCH_4KPage, seL4_PageBits, seL4_AlignmentError},
        {VKA_NO_PADDR, seL4_ARCH_4KPage, seL4_PageBits, seL4_AlignmentError},
        {FIXTURE_NOWHERE_PADDR, seL4_ARCH_4KPage, seL4_PageBits, seL4_RangeError},
        {SAMPLE_PADDR, seL4_ARCH_4KPage, 13, seL4_InvalidArgument},
    };
    vka_object_t frame;
    cspacepath_t path;
    seL4_Word cookie;

    assert_int_equal(vka_alloc_object_at(&tenant->vka, FRAME, SAMPLE_PADDR, &frame), 0);
    assert_int_equal(vka_cspace_alloc_path(&tenant->vka, &path), 0);
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_int_equal(vka_utspace_alloc_at(&tenant->vka, &path, refused[i].type, refused[i].bits,
                                              refused[i].paddr, &cookie),
                         refused[i].error);
    }
    vka_cspace_free_path(&tenant->vka, path);
    tenant_free(tenant, &frame);
    assert_tenant_is_empty(tenant);
}

/* A TCB cannot be in device memory: the kernel refuses, and the memory is freed. */
static void object_that_cannot_stand_in_device_memory_leaves_nothing(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object;

    assert_int_not_equal(
        vka_alloc_object_at(&tenant->vka, seL4_TCBObject, seL4_TCBBits, SAMPLE_PADDR, &object), 0);
    assert_tenant_is_empty(tenant);
}

static void memory_at_an_address_is_for_nobody_else(void **state)
{
    struct tenant *tenant = *state;
    const uintptr_t paddr = FIXTURE_RAM_PADDR + 0x400000;
    vka_object_t object;

    assert_int_equal(vka_alloc_object_at(&tenant->vka, seL4_UntypedObject, 16, paddr, &object), 0);
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    tenant->free_refusal = seL4_IllegalOperation;
    tenant_free(tenant, &object);
    kernel_steps = (struct kernel_steps){0};
    object = tenant_alloc(tenant, seL4_UntypedObject, 16);
    assert_int_not_equal(vka_object_paddr(&tenant->vka, &object), paddr);
    tenant->free_refusal = 0;
    tenant_free(tenant, &frame);
    assert_true(vka_is_valid(&tenant->allocator));
}

static void device_memory_comes_only_where_it_will_do_and_no_other_is_left(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object;

    assert_int_equal(vka_alloc_frame_maybe_device(&tenant->vka, seL4_PageBits, true, &object), 0);
    assert_false(fixture_is_device(tenant_frame_paddr(&object)));
    tenant_free(tenant, &object);
    while (vka_alloc_object(&tenant->vka, seL4_UntypedObject, 16, &object) == 0) {
        assert_false(fixture_is_device(vka_object_paddr(&tenant->vka, &object)));
    }
    while (vka_alloc_object(&tenant->vka, FRAME, &object) == 0) {
        assert_false(fixture_is_device(vka_object_paddr(&tenant->vka, &object)));
    }
    assert_int_equal(vka_alloc_frame_maybe_device(&tenant->vka, seL4_PageBits, true, &object), 0);
    assert_true(fixture_is_device(tenant_frame_paddr(&object)));
    assert_int_equal(vka_object_paddr(&tenant->vka, &object), tenant_frame_paddr(&object));
    tenant_free(tenant, &object);
    assert_int_equal(
        vka_alloc_object_at_maybe_dev(&tenant->vka, seL4_CapTableObject, 12, VKA_NO_PADDR, true, &object),
        seL4_NotEnoughMemory);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(frame_at_an_address_is_there_and_goes_back_when_freed),
        TENANT_TEST(neighbouring_addresses_can_be_had_one_by_one),
        TENANT_TEST(refusal_at_an_address_is_the_parents),
        TENANT_TEST(object_that_cannot_stand_in_device_memory_leaves_nothing),
        TENANT_TEST(memory_at_an_address_is_for_nobody_else),
        TENANT_TEST(device_memory_comes_only_where_it_will_do_and_no_other_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
