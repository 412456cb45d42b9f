/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: many objects at once, all or none.
 */
#include "support/is_valid.h"
#include "support/tenant.h"
#include "support/test.h"

#include <vka/capops.h>
#include <vspace/arch/page.h>

#define MANY 1000

/* Takes consecutive slots of the child. */
static cspacepath_t take_slots(struct tenant *tenant, seL4_Word count)
{
    seL4_CPtr first = 0;
    cspacepath_t path;

    for (seL4_Word taken = 0; taken < count; taken += taken + 256 <= count ? 256 : count - taken) {
        seL4_Word piece = count - taken < 256 ? count - taken : 256;
        seL4_CPtr slot;
        assert_int_equal(tenant->range_slots.alloc(tenant->range_slots.data, piece, &slot), 0);
        first = taken == 0 ? slot : first;
        assert_int_equal(slot, first + taken);
    }
    vka_cspace_make_path(&tenant->vka, first, &path);
    return path;
}

static void assert_slots(const cspacepath_t *first, seL4_Word count, bool full)
{
    for (seL4_Word i = 0; i < count; i++) {
        assert_int_equal(seL4_DebugCapIdentify(first->capPtr + i) != 0, full);
    }
}

static void free_frame(struct tenant *tenant, const cspacepath_t *first, seL4_Word i, seL4_Word cookie)
{
    vka_object_t frame = {first->capPtr + i, cookie, seL4_ARCH_4KPage, seL4_PageBits};

    vka_free_object(&tenant->vka, &frame);
}

static void thousand_frames_take_four_retypes_and_four_calls(void **state)
{
    struct tenant *tenant = *state;
    static seL4_Word cookies[MANY];
    cspacepath_t first = take_slots(tenant, MANY);

    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, MANY, cookies), 0);
    assert_int_equal(kernel_steps.retypes, 4);
    assert_int_equal(kernel_steps.calls, 4);
    assert_slots(&first, MANY, true);
    assert_true(vka_is_valid(&tenant->allocator));
    for (seL4_Word i = 0; i < MANY; i++) {
        vka_object_t frame = {first.capPtr + i, cookies[i], seL4_ARCH_4KPage, seL4_PageBits};
        assert_int_equal(vka_object_paddr(&tenant->vka, &frame), tenant_frame_paddr(&frame));
    }
    for (seL4_Word i = MANY; i-- > 0;) {
        free_frame(tenant, &first, i, cookies[i]);
    }
    assert_tenant_is_freed(tenant);
}

static void memory_of_all_is_used_again_when_the_last_is_free(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[16];

    tenant_limit(tenant, 17 << seL4_PageBits, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, seL4_EndpointObject, 0);
    for (unsigned round = 0; round < 3; round++) {
        cspacepath_t first = take_slots(tenant, 8);
        assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, 8, cookies), 0);
        for (seL4_Word i = 0; i < 8; i++) {
            free_frame(tenant, &first, i, cookies[i]);
        }
        assert_true(vka_is_valid(&tenant->allocator));
    }
}

static void what_one_untyped_cannot_hold_is_spread_over_smaller_ones(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[23];
    cspacepath_t first = take_slots(tenant, 23);

    tenant_limit(tenant, 23 << seL4_PageBits, SEL4RPC_UNLIMITED);
    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, 23, cookies), 0);
    assert_slots(&first, 23, true);
    assert_int_equal(kernel_steps.retypes, 4); /* 16, 4, 2, 1 */
}

static void all_are_refused_where_one_cannot_be_had(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[24];
    cspacepath_t first = take_slots(tenant, 24);

    tenant_limit(tenant, 23 << seL4_PageBits, SEL4RPC_UNLIMITED);
    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, 24, cookies),
                     seL4_NotEnoughMemory);
    assert_slots(&first, 24, false);
    for (seL4_Word i = 0; i < 24; i++) {
        vka_cspace_free(&tenant->vka, first.capPtr + i);
    }
    assert_tenant_is_empty(tenant);
}

static void all_are_refused_where_one_slot_is_full(void **state)
{
    struct tenant *tenant = *state;
    static seL4_Word cookies[600];
    cspacepath_t first = take_slots(tenant, 600);
    cspacepath_t full = first;
    seL4_Word cookie;

    full.capPtr += 550;
    full.offset += 550;
    assert_int_equal(vka_utspace_alloc(&tenant->vka, &full, FRAME, &cookie), 0);
    kernel_steps = (struct kernel_steps){0};
    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, 600, cookies),
                     seL4_DeleteFirst);
    /* 256, 256, a slab of untypeds, and 88 that are not tried in smaller pieces. */
    assert_int_equal(kernel_steps.retypes, 4);
    assert_slots(&first, 550, false);
    assert_slots(&full, 1, true);
    assert_true(vka_is_valid(&tenant->allocator));
    assert_int_equal(tenant_leases(tenant), 1);
}

static void each_record_that_is_missing_is_refused_and_nothing_changes(void **state)
{
    struct tenant *tenant = *state;
    const uint32_t needed = 5; /* of a chunk, of the untyped in it, two of the split ones, of the objects */
    seL4_Word cookies[8];
    cspacepath_t first = take_slots(tenant, COUNT_OF(cookies));
    seL4_Word used = tenant->range.used;

    for (uint32_t capacity = 0; capacity <= needed; capacity++) {
        tenant->allocator.capacity = capacity;
        assert_int_equal(
            sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, COUNT_OF(cookies), cookies),
            capacity < needed ? seL4_NotEnoughMemory : 0);
        assert_slots(&first, COUNT_OF(cookies), capacity == needed);
        assert_true(vka_is_valid(&tenant->allocator));
        assert_int_equal(tenant_leases(tenant), capacity == needed);
        assert_true(capacity == needed || tenant->range.used == used);
    }
}

static void one_at_once_is_one_object(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookie;
    cspacepath_t first = take_slots(tenant, 1);

    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, seL4_EndpointObject, 0, 1, &cookie),
                     0);
    vka_object_t endpoint = {first.capPtr, cookie, seL4_EndpointObject, seL4_EndpointBits};
    tenant_free(tenant, &endpoint);
    assert_tenant_is_freed(tenant);
}

static void nonsense_is_refused_without_a_call(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_t *allocator = &tenant->allocator;
    cspacepath_t first = take_slots(tenant, 1);
    seL4_Word cookies[2];

    assert_int_equal(sel4rpc_vka_alloc_many(NULL, &first, FRAME, 1, cookies), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_alloc_many(allocator, NULL, FRAME, 1, cookies), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_alloc_many(allocator, &first, FRAME, 1, NULL), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_alloc_many(allocator, &first, FRAME, 0, cookies), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_alloc_many(allocator, &first, 9999, 0, 2, cookies), seL4_InvalidArgument);
    assert_int_equal(kernel_steps.calls + kernel_steps.retypes, 0);
    assert_int_equal(
        sel4rpc_vka_alloc_many(allocator, &first, seL4_UntypedObject, seL4_MaxUntypedBits, 2, cookies),
        seL4_NotEnoughMemory);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(thousand_frames_take_four_retypes_and_four_calls),
        TENANT_TEST(memory_of_all_is_used_again_when_the_last_is_free),
        TENANT_TEST(what_one_untyped_cannot_hold_is_spread_over_smaller_ones),
        TENANT_TEST(all_are_refused_where_one_cannot_be_had),
        TENANT_TEST(all_are_refused_where_one_slot_is_full),
        TENANT_TEST(each_record_that_is_missing_is_refused_and_nothing_changes),
        TENANT_TEST(one_at_once_is_one_object),
        TENANT_TEST(nonsense_is_refused_without_a_call),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
