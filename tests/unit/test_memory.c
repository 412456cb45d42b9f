/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Requests for memory: what the server asks the vka for, and what it never asks for.
 */
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/structures.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define WIDE (UINT64_C(1) << 32) /* vanishes if a number is truncated to 32 bits */

struct type_and_size {
    uint64_t type;
    uint64_t size_bits;
};

static const struct type_and_size fixed_objects[] = {
    {seL4_TCBObject, seL4_TCBBits},
    {seL4_EndpointObject, seL4_EndpointBits},
    {seL4_NotificationObject, seL4_NotificationBits},
    {seL4_ARCH_4KPage, seL4_PageBits},
    {seL4_ARCH_LargePageObject, seL4_LargePageBits},
};

static void assert_asked(const struct served *served, enum fake_vka_call call, uint64_t type, uint64_t bits)
{
    assert_int_equal(served->memory.calls, 1);
    assert_int_equal(served->memory.call, call);
    assert_int_equal(served->memory.type, type);
    assert_int_equal(served->memory.size_bits, bits);
}

static void memory_at_an_address_is_asked_of_the_vka_at_that_address(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(0x10440000, seL4_UntypedObject, 12);

    (void)serve_granted(served, &request);
    assert_asked(served, FAKE_ALLOC_AT, seL4_UntypedObject, 12);
    assert_int_equal(served->memory.paddr, 0x10440000);
}

static void memory_at_a_devices_address_is_asked_of_the_vka(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_DEVICE, seL4_ARCH_4KPage, 12);

    (void)serve_granted(served, &request);
    assert_asked(served, FAKE_ALLOC_AT, seL4_ARCH_4KPage, 12);
}

static void memory_anywhere_is_ordinary_memory(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    (void)serve_granted(served, &request);
    assert_asked(served, FAKE_ALLOC, seL4_ARCH_4KPage, 12);
}

static void memory_anywhere_is_device_memory_only_where_the_client_says_so(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    request.msg.memory.device = true;
    (void)serve_granted(served, &request);
    assert_asked(served, FAKE_ALLOC_MAYBE_DEVICE, seL4_ARCH_4KPage, 12);
    assert_true(served->memory.can_use_device);
}

static void device_memory_serves_for_frames_and_untypeds(void **state)
{
    struct served *served = *state;
    const struct type_and_size objects[] = {
        {seL4_UntypedObject, 12}, {seL4_ARCH_4KPage, 12}, {seL4_ARCH_LargePageObject, seL4_LargePageBits}};

    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        RpcMessage request = allocate_anywhere(objects[i].type, objects[i].size_bits);
        request.msg.memory.device = true;
        (void)serve_granted(served, &request);
    }
}

static void device_memory_is_refused_for_other_objects(void **state)
{
    const struct type_and_size objects[] = {{seL4_TCBObject, 0},
                                            {seL4_EndpointObject, 0},
                                            {seL4_NotificationObject, 0},
                                            {seL4_CapTableObject, 4}};

    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        RpcMessage request = allocate_anywhere(objects[i].type, objects[i].size_bits);
        request.msg.memory.device = true;
        assert_refused(*state, &request, seL4_InvalidArgument);
    }
}

/* Device memory holds frames and untypeds only, however it is asked for. */
static void memory_at_a_devices_address_is_refused_for_other_objects(void **state)
{
    RpcMessage request = allocate_at(FAKE_DEVICE, seL4_EndpointObject, 0);

    assert_refused(*state, &request, seL4_InvalidArgument);
    request = allocate_at(FAKE_DEVICE, seL4_CapTableObject, 4);
    assert_refused(*state, &request, seL4_InvalidArgument);
}

static void objects_of_a_fixed_size_take_that_size_or_0(void **state)
{
    struct served *served = *state;

    for (size_t i = 0; i < COUNT_OF(fixed_objects); i++) {
        const struct type_and_size *object = &fixed_objects[i];
        RpcMessage by_size = allocate_anywhere(object->type, object->size_bits);
        RpcMessage by_0 = allocate_anywhere(object->type, 0);
        (void)serve_granted(served, &by_size);
        assert_int_equal(served->memory.size_bits, object->size_bits);
        (void)serve_granted(served, &by_0);
        assert_int_equal(served->memory.size_bits, object->size_bits);
    }
}

static void objects_of_a_fixed_size_have_no_other(void **state)
{
    for (size_t i = 0; i < COUNT_OF(fixed_objects); i++) {
        const struct type_and_size *object = &fixed_objects[i];
        const uint64_t sizes[] = {1,
                                  object->size_bits - 1,
                                  object->size_bits + 1,
                                  63,
                                  64,
                                  200,
                                  256,
                                  WIDE,
                                  WIDE + object->size_bits,
                                  UINT64_MAX};
        for (size_t j = 0; j < COUNT_OF(sizes); j++) {
            RpcMessage request = allocate_anywhere(object->type, sizes[j]);
            assert_refused(*state, &request, seL4_InvalidArgument);
        }
    }
}

static void untypeds_have_the_sizes_that_the_kernel_has(void **state)
{
    struct served *served = *state;
    const uint64_t sizes[] = {seL4_MinUntypedBits, seL4_MinUntypedBits + 1, 12, seL4_MaxUntypedBits - 1,
                              seL4_MaxUntypedBits};

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        RpcMessage request = allocate_anywhere(seL4_UntypedObject, sizes[i]);
        (void)serve_granted(served, &request);
    }
}

static void untypeds_of_other_sizes_are_refused(void **state)
{
    const uint64_t sizes[] = {0,
                              1,
                              seL4_MinUntypedBits - 1,
                              seL4_MaxUntypedBits + 1,
                              31,
                              63,
                              64,
                              65,
                              200,
                              256 + 12,
                              WIDE,
                              WIDE + 12,
                              UINT64_MAX};

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        if (sizes[i] >= seL4_MinUntypedBits && sizes[i] <= seL4_MaxUntypedBits) {
            continue; /* 31 is a valid size with 64-bit words */
        }
        RpcMessage anywhere = allocate_anywhere(seL4_UntypedObject, sizes[i]);
        RpcMessage there = allocate_at(FAKE_RAM, seL4_UntypedObject, sizes[i]);
        assert_refused(*state, &anywhere, seL4_RangeError);
        assert_refused(*state, &there, seL4_RangeError);
    }
}

static void cnodes_are_counted_in_slots(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM + (1u << (4 + seL4_SlotBits)), seL4_CapTableObject, 4);

    (void)serve_granted(served, &request);
    assert_asked(served, FAKE_ALLOC_AT, seL4_CapTableObject, 4);
    request = allocate_at(FAKE_RAM + (1u << (3 + seL4_SlotBits)), seL4_CapTableObject, 4);
    assert_refused(served, &request, seL4_AlignmentError);
}

static void cnodes_of_other_sizes_are_refused(void **state)
{
    const uint64_t sizes[] = {0, seL4_MaxUntypedBits - seL4_SlotBits + 1, 63, 64, 200, WIDE + 4, UINT64_MAX};

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        RpcMessage request = allocate_anywhere(seL4_CapTableObject, sizes[i]);
        assert_refused(*state, &request, seL4_RangeError);
    }
}

static void object_types_that_do_not_exist_are_refused(void **state)
{
    const uint64_t types[] = {seL4_ObjectTypeCount,
                              9999,
                              0xffff,
                              0xffffff,
                              0xfffffffe, /* what headers call types that the kernel has not */
                              UINT32_MAX,
                              WIDE,
                              WIDE + seL4_ARCH_4KPage,
                              WIDE + seL4_EndpointObject,
                              UINT64_MAX};

    for (size_t i = 0; i < COUNT_OF(types); i++) {
        RpcMessage anywhere = allocate_anywhere(types[i], 12);
        RpcMessage there = allocate_at(FAKE_RAM, types[i], 12);
        assert_refused(*state, &anywhere, seL4_InvalidArgument);
        assert_refused(*state, &there, seL4_InvalidArgument);
    }
}

/* The kernel does not copy unmapped ones, so the capability would never arrive. */
static void paging_structures_are_refused(void **state)
{
    for (const struct paging_structure *table = paging_structures; table->size_bits != 0; table++) {
        RpcMessage requests[] = {allocate_anywhere(table->type, 12), allocate_anywhere(table->type, 0),
                                 allocate_anywhere(table->type, 99), allocate_at(FAKE_RAM, table->type, 12)};
        for (size_t j = 0; j < COUNT_OF(requests); j++) {
            assert_refused(*state, &requests[j], seL4_IllegalOperation);
        }
    }
}

static void addresses_that_are_no_multiple_of_the_size_are_refused(void **state)
{
    const uint64_t addresses[] = {FAKE_RAM + 1, FAKE_RAM + 4, FAKE_RAM + 0x800, 2, UINT64_MAX, WIDE + 2};

    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        RpcMessage request = allocate_at(addresses[i], seL4_ARCH_4KPage, 12);
        assert_refused(*state, &request, seL4_AlignmentError);
    }
    RpcMessage request = allocate_at(FAKE_RAM + 0x1000, seL4_UntypedObject, 13);
    assert_refused(*state, &request, seL4_AlignmentError);
}

static void addresses_where_nothing_is_are_refused(void **state)
{
    const uint64_t addresses[] = {
        0,
        FAKE_NOTHING_HERE,
        FAKE_RAM - 0x1000,
        FAKE_RAM + (1u << FAKE_RAM_BITS),
        FAKE_DEVICE + 0x1000,
        WIDE + FAKE_RAM, /* exceeds a 32-bit word, and must not be truncated to one */
        UINT64_C(0xfffffffffffff000),
    };

    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        RpcMessage request = allocate_at(addresses[i], seL4_ARCH_4KPage, 12);
        assert_refused(*state, &request, seL4_RangeError);
    }
}

static void objects_that_only_begin_in_memory_are_refused(void **state)
{
    RpcMessage request = allocate_at(FAKE_RAM, seL4_UntypedObject, FAKE_RAM_BITS + 1);

    assert_refused(*state, &request, seL4_RangeError);
    request = allocate_at(FAKE_RAM, seL4_UntypedObject, FAKE_RAM_BITS);
    (void)serve_granted(*state, &request);
}

static void the_first_and_the_last_page_of_memory_can_be_had(void **state)
{
    const uint64_t addresses[] = {FAKE_RAM, FAKE_RAM + (1u << FAKE_RAM_BITS) - 0x1000, FAKE_DEVICE};

    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        RpcMessage request = allocate_at(addresses[i], seL4_ARCH_4KPage, 12);
        (void)serve_granted(*state, &request);
    }
}

static void memory_is_found_before_the_untyped_of_the_latest_request(void **state)
{
    const uint64_t addresses[] = {FAKE_DEVICE, FAKE_RAM};

    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        RpcMessage request = allocate_at(addresses[i], seL4_ARCH_4KPage, 12);
        (void)serve_granted(*state, &request);
    }
}

#define MIB (1u << 20)

static int mibs; /* consecutive untypeds of one MiB each */

static int count_of_mibs(void *data)
{
    (void)data;
    return mibs;
}

static seL4_CPtr nth_mib(void *data, int n, size_t *size_bits, uintptr_t *paddr, bool *device)
{
    (void)data;
    assert_in_range(n, 0, mibs - 1);
    *size_bits = 20;
    *paddr = FAKE_RAM + (uintptr_t)n * MIB;
    *device = false;
    return 50 + (seL4_CPtr)n;
}

static void memory_is_found_though_there_are_fewer_untypeds_than_at_the_latest_request(void **state)
{
    struct served *served = *state;
    RpcMessage there = allocate_at(FAKE_RAM + 2 * MIB, seL4_ARCH_4KPage, 12);
    RpcMessage here = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    served->devices.simple.untyped_count = count_of_mibs;
    served->devices.simple.nth_untyped = nth_mib;
    mibs = 3;
    (void)serve_granted(served, &there);
    mibs = 1;
    (void)serve_granted(served, &here);
}

/* Then the vka decides; here it gets a valid request, because otherwise it would fail the test. */
static void addresses_are_left_to_the_vka_where_nothing_tells_of_memory(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    served->devices.simple.nth_untyped = NULL;
    (void)serve_granted(served, &request);
    served->env.simple = NULL;
    (void)serve_granted(served, &request);
}

static void addresses_beyond_a_word_are_refused_where_nothing_tells_of_memory(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(WIDE + FAKE_RAM, seL4_ARCH_4KPage, 12);

    served->env.simple = NULL;
    if (request.msg.memory.address > UINTPTR_MAX) {
        assert_refused(served, &request, seL4_RangeError);
    }
}

static int nothing_free_there(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                              uintptr_t paddr, seL4_Word *cookie)
{
    (void)data, (void)dest, (void)type, (void)size_bits, (void)paddr, (void)cookie;
    return -1;
}

static void an_address_where_the_vka_has_nothing_free_is_in_use(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    served->memory.vka.utspace_alloc_at = nothing_free_there;
    assert_refused(served, &request, seL4_RevokeFirst);
}

static void a_vka_that_knows_no_addresses_is_an_illegal_operation(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    served->memory.vka.utspace_alloc_at = NULL;
    assert_refused(served, &request, seL4_IllegalOperation);
}

static int no_untypeds(void *data)
{
    (void)data;
    return 0;
}

/* A simple without untypeds, like that of a child's child, knows no addresses. */
static void a_simple_without_untypeds_leaves_addresses_to_the_vka(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    served->devices.simple.untyped_count = no_untypeds;
    uint64_t cookie = serve_granted(served, &request).cookie;
    RpcMessage free_request = {
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {.address = cookie, .type = seL4_ARCH_4KPage, .size_bits = 12, .action = Action_FREE}};
    (void)serve_granted(served, &free_request);
}

static void a_vka_without_memory_is_not_enough_memory(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    served->memory.vka.utspace_alloc = NULL;
    served->memory.vka.utspace_alloc_maybe_device = NULL;
    assert_refused(served, &request, seL4_NotEnoughMemory);
    request.msg.memory.device = true;
    assert_refused(served, &request, seL4_NotEnoughMemory);
}

static void a_grant_carries_one_capability_the_master_and_a_cookie(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);
    struct answer answer = serve_granted(served, &request);

    assert_int_equal(answer.caps, 1);
    assert_true(scripted_slot_is_full(answer.cap));
    assert_true(answer.cookie != 0);
    assert_int_equal(served->memory.slots, 1);
    assert_int_equal(served->memory.objects, 1);
}

/* The answer is where the previous one was, which may have been another client's. */
static void only_an_answer_that_grants_memory_tells_an_address(void **state)
{
    struct served *served = *state;
    RpcMessage memory = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);
    RpcMessage others[] = {simple_irq(4), ioports(1, 0), {.which_msg = RpcMessage_version_tag}};

    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_int_equal(serve_granted(served, &memory).message.paddr, FAKE_RAM);
        assert_int_equal(serve(served, A_CLIENT, &others[i]).message.paddr, 0);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memory_at_an_address_is_asked_of_the_vka_at_that_address),
        TEST(memory_at_a_devices_address_is_asked_of_the_vka),
        TEST(memory_anywhere_is_ordinary_memory),
        TEST(memory_anywhere_is_device_memory_only_where_the_client_says_so),
        TEST(device_memory_serves_for_frames_and_untypeds),
        TEST(device_memory_is_refused_for_other_objects),
        TEST(memory_at_a_devices_address_is_refused_for_other_objects),
        TEST(objects_of_a_fixed_size_take_that_size_or_0),
        TEST(objects_of_a_fixed_size_have_no_other),
        TEST(untypeds_have_the_sizes_that_the_kernel_has),
        TEST(untypeds_of_other_sizes_are_refused),
        TEST(cnodes_are_counted_in_slots),
        TEST(cnodes_of_other_sizes_are_refused),
        TEST(object_types_that_do_not_exist_are_refused),
        TEST(paging_structures_are_refused),
        TEST(addresses_that_are_no_multiple_of_the_size_are_refused),
        TEST(addresses_where_nothing_is_are_refused),
        TEST(objects_that_only_begin_in_memory_are_refused),
        TEST(the_first_and_the_last_page_of_memory_can_be_had),
        TEST(memory_is_found_before_the_untyped_of_the_latest_request),
        TEST(memory_is_found_though_there_are_fewer_untypeds_than_at_the_latest_request),
        TEST(addresses_are_left_to_the_vka_where_nothing_tells_of_memory),
        TEST(addresses_beyond_a_word_are_refused_where_nothing_tells_of_memory),
        TEST(an_address_where_the_vka_has_nothing_free_is_in_use),
        TEST(a_vka_that_knows_no_addresses_is_an_illegal_operation),
        TEST(a_simple_without_untypeds_leaves_addresses_to_the_vka),
        TEST(a_vka_without_memory_is_not_enough_memory),
        TEST(a_grant_carries_one_capability_the_master_and_a_cookie),
        TEST(only_an_answer_that_grants_memory_tells_an_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
