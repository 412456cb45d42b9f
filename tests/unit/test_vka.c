/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: its requests to the parent and the kernel, and what becomes of freed objects.
 */
#include "support/is_valid.h"
#include "support/structures.h"
#include "support/tenant.h"
#include "support/test.h"

#include <vka/capops.h>
#include <vspace/arch/page.h>

static void object_after_the_first_costs_one_retype_and_no_call(void **state)
{
    struct tenant *tenant = *state;

    (void)tenant_alloc(tenant, FRAME);
    assert_int_equal(kernel_steps.calls, 1);
    for (unsigned i = 0; i < 3; i++) {
        kernel_steps = (struct kernel_steps){0};
        (void)tenant_alloc(tenant, FRAME);
        assert_int_equal(kernel_steps.retypes, 1);
        assert_int_equal(kernel_steps.revokes, 0);
        assert_int_equal(kernel_steps.calls, 0);
    }
}

static void thousand_frames_take_four_calls_and_few_more_retypes(void **state)
{
    struct tenant *tenant = *state;

    for (unsigned i = 0; i < 1000; i++) {
        (void)tenant_alloc(tenant, FRAME);
    }
    assert_int_equal(kernel_steps.calls, 4);
    assert_true(kernel_steps.retypes <= 1000 + 13);
    assert_int_equal(tenant_leases(tenant), 4);
}

static void freed_object_is_used_again_whatever_lives_around_it(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frames[16];

    tenant_limit(tenant, 16 << seL4_PageBits, SEL4RPC_UNLIMITED);
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    for (unsigned i = 0; i < COUNT_OF(frames); i += 3) {
        uintptr_t paddr = tenant_frame_paddr(&frames[i]);
        tenant_free(tenant, &frames[i]);
        kernel_steps = (struct kernel_steps){0};
        frames[i] = tenant_alloc(tenant, FRAME);
        assert_int_equal(tenant_frame_paddr(&frames[i]), paddr);
        assert_int_equal(kernel_steps.retypes, 1);
        assert_int_equal(kernel_steps.calls, 0);
    }
}

static void freed_untyped_is_divided_for_smaller_objects(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t large;
    vka_object_t other;

    tenant_limit(tenant, 1 << 16, SEL4RPC_UNLIMITED);
    large = tenant_alloc(tenant, seL4_UntypedObject, 15);
    other = tenant_alloc(tenant, seL4_UntypedObject, 15);
    tenant_free(tenant, &large);
    for (unsigned i = 0; i < 8; i++) {
        (void)tenant_alloc(tenant, FRAME);
    }
    assert_int_not_equal(vka_alloc_object(&tenant->vka, FRAME, &large), 0);
    tenant_free(tenant, &other);
    assert_true(vka_is_valid(&tenant->allocator));
}

static void divided_untyped_is_whole_again_when_it_is_empty(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t large, frames[8];

    tenant_limit(tenant, 1 << 16, SEL4RPC_UNLIMITED);
    large = tenant_alloc(tenant, seL4_UntypedObject, 15);
    (void)tenant_alloc(tenant, seL4_UntypedObject, 15);
    for (unsigned round = 0; round < 3; round++) {
        tenant_free(tenant, &large);
        for (unsigned i = 0; i < COUNT_OF(frames); i++) {
            frames[i] = tenant_alloc(tenant, FRAME);
        }
        for (unsigned i = 0; i < COUNT_OF(frames); i++) {
            tenant_free(tenant, &frames[i]);
        }
        large = tenant_alloc(tenant, seL4_UntypedObject, 15);
    }
}

static void untypeds_of_a_new_size_are_made_where_least_room_is(void **state)
{
    struct tenant *tenant = *state;
    const unsigned chunk_bits = 16;
    const unsigned sizes[] = {12, 13, 11, 10}; /* four of each: 4 KiB of 64 remain */
    vka_object_t objects[COUNT_OF(sizes)];

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, chunk_bits), 0);
    for (unsigned i = 0; i < COUNT_OF(sizes); i++) {
        objects[i] = tenant_alloc(tenant, seL4_UntypedObject, sizes[i]);
    }
    for (unsigned i = 0; i < 4; i++) {
        (void)tenant_alloc(tenant, seL4_UntypedObject, 13); /* the last one is in another chunk */
    }
    assert_int_equal(tenant_leases(tenant), 2);
    vka_object_t object = tenant_alloc(tenant, seL4_UntypedObject, 9);
    assert_int_equal(vka_object_paddr(&tenant->vka, &object) >> chunk_bits,
                     vka_object_paddr(&tenant->vka, &objects[0]) >> chunk_bits);
}

static void rest_that_is_just_large_enough_is_used(void **state)
{
    struct tenant *tenant = *state;

    tenant_limit(tenant, 1 << 16, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, seL4_UntypedObject, 12);
    (void)tenant_alloc(tenant, seL4_UntypedObject, 13); /* four of each are made: they leave 16 KiB */
    (void)tenant_alloc(tenant, seL4_UntypedObject, 14);
}

static void chunk_shrinks_to_what_the_parent_gives(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_statistics_t statistics;

    tenant_limit(tenant, MIB / 4 + 4096, SEL4RPC_UNLIMITED);
    (void)tenant_alloc(tenant, FRAME);
    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.bytes, MIB / 4);
    assert_int_equal(kernel_steps.calls, 3);
    for (unsigned i = 0; i < 64; i++) {
        (void)tenant_alloc(tenant, FRAME);
    }
    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.bytes, MIB / 4 + 4096);
}

static void chunk_has_the_size_that_the_user_chose(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_statistics_t statistics;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, 16), 0);
    (void)tenant_alloc(tenant, FRAME);
    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.bytes, 1 << 16);
    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, seL4_MinUntypedBits - 1),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, seL4_MaxUntypedBits + 1),
                     seL4_RangeError);
}

static void run_is_as_long_as_there_are_members_of_its_size(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_statistics_t first, again;
    vka_object_t frames[40];

    frames[0] = tenant_alloc(tenant, FRAME);
    sel4rpc_vka_get_statistics(&tenant->allocator, &first);
    for (unsigned i = 1; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        tenant_free(tenant, &frames[i]);
    }
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    (void)tenant_alloc(tenant, FRAME);
    sel4rpc_vka_get_statistics(&tenant->allocator, &again);
    assert_int_equal(again.slots, first.slots);
}

static void object_larger_than_a_chunk_has_one_of_its_own(void **state)
{
    struct tenant *tenant = *state;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, seL4_LargePageBits - 1), 0);
    vka_object_t large = tenant_alloc(tenant, seL4_ARCH_LargePageObject, seL4_LargePageBits);
    assert_int_equal(kernel_steps.calls, 1);
    assert_int_equal(kernel_steps.retypes, 1);
    tenant_free(tenant, &large);
    assert_tenant_is_freed(tenant);
}

static void refusal_is_the_parents_and_changes_nothing(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t object;

    tenant_limit(tenant, 0, SEL4RPC_UNLIMITED);
    assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &object), seL4_NotEnoughMemory);
    assert_tenant_is_empty(tenant);
    const sel4rpc_limits_t no_untypeds = {.memory_bytes = MIB, .leases = 9};
    assert_int_equal(sel4rpc_server_unregister(&tenant->env, TENANT_BADGE), 0);
    assert_int_equal(sel4rpc_server_register(&tenant->env, TENANT_BADGE, &no_untypeds, NULL), 0);
    assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &object), seL4_IllegalOperation);
    assert_tenant_is_empty(tenant);
}

static void every_type_can_be_had_also_paging_structures(void **state)
{
    struct tenant *tenant = *state;
    const seL4_Word types[][2] = {{seL4_UntypedObject, seL4_MinUntypedBits},
                                  {seL4_UntypedObject, 20},
                                  {seL4_TCBObject, seL4_TCBBits},
                                  {seL4_EndpointObject, seL4_EndpointBits},
                                  {seL4_NotificationObject, seL4_NotificationBits},
                                  {seL4_CapTableObject, 1},
                                  {seL4_CapTableObject, 8},
                                  {seL4_ARCH_4KPage, seL4_PageBits},
                                  {seL4_ARCH_LargePageObject, seL4_LargePageBits}};
    vka_object_t objects[COUNT_OF(types)];

    for (size_t i = 0; i < COUNT_OF(types); i++) {
        objects[i] = tenant_alloc(tenant, types[i][0], types[i][1]);
    }
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        tenant_free(tenant, &objects[i]);
    }
    for (const struct paging_structure *table = paging_structures; table->size_bits != 0; table++) {
        vka_object_t object = tenant_alloc(tenant, table->type, table->size_bits);
        tenant_free(tenant, &object);
    }
    assert_tenant_is_freed(tenant);
}

static void nonsense_is_refused_without_a_call(void **state)
{
    struct tenant *tenant = *state;
    const seL4_Word nonsense[][3] = {{9999, 12, seL4_InvalidArgument},
                                     {seL4_ARCH_4KPage, 13, seL4_InvalidArgument},
                                     {seL4_UntypedObject, seL4_MinUntypedBits - 1, seL4_RangeError},
                                     {seL4_UntypedObject, seL4_MaxUntypedBits + 1, seL4_RangeError},
                                     {seL4_CapTableObject, 200, seL4_RangeError}};
    cspacepath_t path;
    seL4_Word cookie;

    vka_cspace_make_path(&tenant->vka, 100, &path);
    for (size_t i = 0; i < COUNT_OF(nonsense); i++) {
        assert_int_equal(vka_utspace_alloc(&tenant->vka, &path, nonsense[i][0], nonsense[i][1], &cookie),
                         nonsense[i][2]);
    }
    assert_int_equal(tenant->vka.utspace_alloc(tenant->vka.data, NULL, FRAME, &cookie), seL4_InvalidArgument);
    assert_int_equal(tenant->vka.utspace_alloc(tenant->vka.data, &path, FRAME, NULL), seL4_InvalidArgument);
    assert_int_equal(kernel_steps.calls, 0);
}

static void occupied_slot_is_the_kernels_error_and_changes_nothing(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    cspacepath_t path;
    seL4_Word cookie;

    vka_cspace_make_path(&tenant->vka, frame.cptr, &path);
    assert_int_equal(vka_utspace_alloc(&tenant->vka, &path, FRAME, &cookie), seL4_DeleteFirst);
    assert_true(vka_is_valid(&tenant->allocator));
    tenant_free(tenant, &frame);
    assert_tenant_is_freed(tenant);
}

static void address_is_the_kernels_of_objects_and_untypeds(void **state)
{
    struct tenant *tenant = *state;

    for (unsigned i = 0; i < 30; i++) {
        vka_object_t frame = tenant_alloc(tenant, FRAME);
        vka_object_t untyped = tenant_alloc(tenant, seL4_UntypedObject, seL4_PageBits);
        vka_object_t inner = {.type = seL4_ARCH_4KPage, .size_bits = seL4_PageBits};
        cspacepath_t path;

        assert_int_equal(vka_object_paddr(&tenant->vka, &frame), tenant_frame_paddr(&frame));
        assert_int_equal(vka_cspace_alloc_path(&tenant->vka, &path), 0);
        assert_int_equal(vka_untyped_retype(&untyped, seL4_ARCH_4KPage, seL4_PageBits, 1, &path), 0);
        inner.cptr = path.capPtr;
        assert_int_equal(vka_object_paddr(&tenant->vka, &untyped), tenant_frame_paddr(&inner));
        (void)tenant_alloc(tenant, seL4_EndpointObject, 0);
    }
}

static void wrong_number_is_ignored(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    vka_object_t other = tenant_alloc(tenant, FRAME);

    vka_utspace_free(&tenant->vka, FRAME, 0);
    vka_utspace_free(&tenant->vka, FRAME, frame.ut + 1);
    vka_utspace_free(&tenant->vka, FRAME, ~(seL4_Word)0);
    vka_utspace_free(&tenant->vka, seL4_TCBObject, seL4_TCBBits, frame.ut);
    assert_int_equal(vka_utspace_paddr(&tenant->vka, 0, FRAME), VKA_NO_PADDR);
    seL4_Word number = frame.ut;
    tenant_free(tenant, &frame);
    vka_utspace_free(&tenant->vka, FRAME, number);
    assert_true(vka_is_valid(&tenant->allocator));
    tenant_free(tenant, &other);
    vka_utspace_free(&tenant->vka, FRAME, number);
    assert_tenant_is_freed(tenant);
}

static void number_of_a_run_that_is_gone_names_nothing_later(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word numbers[12];

    for (unsigned round = 0; round < COUNT_OF(numbers); round++) {
        vka_object_t frame = tenant_alloc(tenant, FRAME);
        numbers[round] = frame.ut;
        for (unsigned earlier = 0; earlier < round; earlier++) {
            vka_utspace_free(&tenant->vka, FRAME, numbers[earlier]);
        }
        assert_int_equal(tenant->allocator.statistics.objects, 1);
        tenant_free(tenant, &frame);
        assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    }
}

static void capability_that_was_left_behind_goes_when_the_memory_is_used_again(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t kept = tenant_alloc(tenant, FRAME);
    vka_object_t freed = tenant_alloc(tenant, FRAME);
    cspacepath_t copy, original;

    assert_int_equal(vka_cspace_alloc_path(&tenant->vka, &copy), 0);
    vka_cspace_make_path(&tenant->vka, freed.cptr, &original);
    assert_int_equal(vka_cnode_copy(&copy, &original, seL4_AllRights), 0);
    tenant_free(tenant, &freed);
    (void)tenant_alloc(tenant, FRAME);
    assert_int_equal(seL4_DebugCapIdentify(copy.capPtr), 0);
    tenant_free(tenant, &kept);
}

/* Leaves behind a copy of the capability to an untyped that is then free, beside one that is not. */
static seL4_CPtr free_but_for_a_copy(struct tenant *tenant, unsigned size_bits)
{
    vka_object_t freed = tenant_alloc(tenant, seL4_UntypedObject, size_bits);
    cspacepath_t copy, original;

    (void)tenant_alloc(tenant, seL4_UntypedObject, size_bits);
    assert_int_equal(vka_cspace_alloc_path(&tenant->vka, &copy), 0);
    vka_cspace_make_path(&tenant->vka, freed.cptr, &original);
    assert_int_equal(vka_cnode_copy(&copy, &original, seL4_AllRights), 0);
    tenant_free(tenant, &freed);
    return copy.capPtr;
}

static void capability_that_was_left_behind_goes_when_the_memory_is_divided(void **state)
{
    struct tenant *tenant = *state;

    tenant_limit(tenant, 1 << 16, SEL4RPC_UNLIMITED);
    seL4_CPtr copy = free_but_for_a_copy(tenant, 15);
    (void)tenant_alloc(tenant, FRAME);
    assert_int_equal(seL4_DebugCapIdentify(copy), 0);
}

static void capability_that_was_left_behind_goes_when_many_objects_take_the_memory(void **state)
{
    struct tenant *tenant = *state;
    seL4_Word cookies[8];
    cspacepath_t first;
    seL4_CPtr slot;

    tenant_limit(tenant, 1 << 16, SEL4RPC_UNLIMITED);
    seL4_CPtr copy = free_but_for_a_copy(tenant, 15);
    assert_int_equal(tenant->range_slots.alloc(tenant->range_slots.data, COUNT_OF(cookies), &slot), 0);
    vka_cspace_make_path(&tenant->vka, slot, &first);
    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &first, FRAME, COUNT_OF(cookies), cookies),
                     0);
    assert_int_equal(seL4_DebugCapIdentify(copy), 0);
}

static void chunk_that_the_parent_does_not_take_is_used_on(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);

    tenant->free_refusal = seL4_IllegalOperation;
    tenant_free(tenant, &frame);
    assert_int_equal(tenant_leases(tenant), 1);
    kernel_steps = (struct kernel_steps){0};
    frame = tenant_alloc(tenant, FRAME);
    assert_int_equal(kernel_steps.calls, 0);
    vka_object_t large = tenant_alloc(tenant, seL4_UntypedObject, 21);
    tenant_free(tenant, &large);
    large = tenant_alloc(tenant, seL4_UntypedObject, 21);
    assert_int_equal(tenant_leases(tenant), 2);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), seL4_IllegalOperation);
    assert_true(vka_is_valid(&tenant->allocator));
    tenant->free_refusal = 0;
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_int_equal(tenant_leases(tenant), 0);
}

static void clean_up_takes_every_object(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t objects[40];

    for (unsigned i = 0; i < COUNT_OF(objects); i++) {
        objects[i] =
            i % 2 == 0 ? tenant_alloc(tenant, FRAME) : tenant_alloc(tenant, seL4_UntypedObject, 5 + i % 17);
    }
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    for (unsigned i = 0; i < COUNT_OF(objects); i++) {
        assert_int_equal(seL4_DebugCapIdentify(objects[i].cptr), 0);
        vka_cspace_free(&tenant->vka, objects[i].cptr);
    }
    assert_tenant_is_empty(tenant);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(object_after_the_first_costs_one_retype_and_no_call),
        TENANT_TEST(thousand_frames_take_four_calls_and_few_more_retypes),
        TENANT_TEST(freed_object_is_used_again_whatever_lives_around_it),
        TENANT_TEST(freed_untyped_is_divided_for_smaller_objects),
        TENANT_TEST(divided_untyped_is_whole_again_when_it_is_empty),
        TENANT_TEST(untypeds_of_a_new_size_are_made_where_least_room_is),
        TENANT_TEST(rest_that_is_just_large_enough_is_used),
        TENANT_TEST(chunk_shrinks_to_what_the_parent_gives),
        TENANT_TEST(chunk_has_the_size_that_the_user_chose),
        TENANT_TEST(run_is_as_long_as_there_are_members_of_its_size),
        TENANT_TEST(object_larger_than_a_chunk_has_one_of_its_own),
        TENANT_TEST(refusal_is_the_parents_and_changes_nothing),
        TENANT_TEST(every_type_can_be_had_also_paging_structures),
        TENANT_TEST(nonsense_is_refused_without_a_call),
        TENANT_TEST(occupied_slot_is_the_kernels_error_and_changes_nothing),
        TENANT_TEST(address_is_the_kernels_of_objects_and_untypeds),
        TENANT_TEST(wrong_number_is_ignored),
        TENANT_TEST(number_of_a_run_that_is_gone_names_nothing_later),
        TENANT_TEST(capability_that_was_left_behind_goes_when_the_memory_is_used_again),
        TENANT_TEST(capability_that_was_left_behind_goes_when_the_memory_is_divided),
        TENANT_TEST(capability_that_was_left_behind_goes_when_many_objects_take_the_memory),
        TENANT_TEST(chunk_that_the_parent_does_not_take_is_used_on),
        TENANT_TEST(clean_up_takes_every_object),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
