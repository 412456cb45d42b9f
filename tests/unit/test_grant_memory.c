/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory from server to client and back, on the hosted kernel.
 */
#include "support/pair.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, seL4_PageBits
#define SAMPLE_PADDR 0x10440000

static void alloc_frame(struct pair *pair, unsigned slot, sel4rpc_memory_t *memory)
{
    assert_int_equal(sel4rpc_alloc_memory(&pair->client, FRAME, client_slot(slot), memory), 0);
    assert_true(client_slot_is_full(slot));
}

static void frame_arrives_in_the_slot_and_goes_when_freed(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    alloc_frame(pair, 0, &memory);
    assert_false(fixture_is_device(client_frame_paddr(0)));
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_false(client_slot_is_full(0));
    assert_nothing_is_held(pair);
}

static void frame_at_an_address_is_the_one_at_that_address(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_memory_at(&pair->client, SAMPLE_PADDR, FRAME, client_slot(0), &memory), 0);
    assert_int_equal(client_frame_paddr(0), SAMPLE_PADDR);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_nothing_is_held(pair);
}

static void memory_at_an_address_can_be_had_once_and_again_when_freed(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;
    sel4rpc_memory_t other;

    for (unsigned round = 0; round < 3; round++) {
        assert_int_equal(sel4rpc_alloc_memory_at(&pair->client, SAMPLE_PADDR, FRAME, client_slot(0), &memory),
                         0);
        assert_int_equal(sel4rpc_alloc_memory_at(&pair->client, SAMPLE_PADDR, FRAME, client_slot(1), &other),
                         seL4_RevokeFirst);
        assert_false(client_slot_is_full(1));
        assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    }
    assert_nothing_is_held(pair);
}

static void every_type_of_object_can_be_had_and_freed(void **state)
{
    struct pair *pair = *state;
    const seL4_Word objects[][2] = {{seL4_UntypedObject, seL4_MinUntypedBits},
                                    {seL4_UntypedObject, 16},
                                    {seL4_TCBObject, 0},
                                    {seL4_EndpointObject, 0},
                                    {seL4_NotificationObject, 0},
                                    {seL4_CapTableObject, 1},
                                    {seL4_CapTableObject, 8},
                                    {seL4_ARCH_4KPage, 0},
                                    {seL4_ARCH_LargePageObject, 0}};

    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        sel4rpc_memory_t memory;
        assert_int_equal(sel4rpc_alloc_memory(&pair->client, objects[i][0], objects[i][1],
                                              client_slot((unsigned)i), &memory),
                         0);
        assert_true(client_slot_is_full((unsigned)i));
        assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
        assert_false(client_slot_is_full((unsigned)i));
    }
    assert_nothing_is_held(pair);
}

static void free_takes_every_copy_that_the_client_made(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    alloc_frame(pair, 0, &memory);
    sel4rpc_slot_t from = client_slot(0);
    for (unsigned i = 1; i <= 3; i++) {
        sel4rpc_slot_t to = client_slot(i);
        assert_int_equal(seL4_CNode_Copy(to.root, to.index, (seL4_Uint8)to.depth, from.root, from.index,
                                         (seL4_Uint8)from.depth, seL4_AllRights),
                         0);
    }
    client_delete(0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    for (unsigned i = 0; i <= 3; i++) {
        assert_false(client_slot_is_full(i));
    }
    assert_nothing_is_held(pair);
}

static void free_takes_what_the_client_made_of_an_untyped(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_memory(&pair->client, seL4_UntypedObject, 14, client_slot(0), &memory), 0);
    assert_int_equal(seL4_Untyped_Retype(client_slot(0).index, seL4_ARCH_4KPage, 12, SEL4UTILS_CNODE_SLOT, 0,
                                         0, client_slot(1).index, 4),
                     0);
    assert_true(client_slot_is_full(4));
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    for (unsigned i = 0; i <= 4; i++) {
        assert_false(client_slot_is_full(i));
    }
    assert_nothing_is_held(pair);
}

static void memory_anywhere_is_never_device_memory(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    for (unsigned i = 0; i < 100; i++) {
        alloc_frame(pair, i, &memory);
        assert_false(fixture_is_device(client_frame_paddr(i)));
    }
}

static void memory_is_refused_when_there_is_none_left_though_device_memory_is(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;
    unsigned count = 0;
    int error;

    do {
        error = sel4rpc_alloc_memory(&pair->client, seL4_UntypedObject, 18, client_slot(count), &memory);
        count += error == 0;
    } while (error == 0);
    assert_int_equal(error, seL4_NotEnoughMemory);
    assert_false(client_slot_is_full(count));
    assert_int_equal(
        sel4rpc_alloc_device_memory(&pair->client, seL4_UntypedObject, 18, client_slot(count), &memory), 0);
}

static void device_memory_is_had_where_the_client_says_so(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_device_memory(&pair->client, FRAME, client_slot(0), &memory), 0);
    assert_true(fixture_is_device(client_frame_paddr(0)));
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_nothing_is_held(pair);
}

static void what_cannot_be_had_is_refused_and_nothing_is_held(void **state)
{
    struct pair *pair = *state;
    sel4rpc_client_t *client = &pair->client;
    sel4rpc_memory_t memory;
    sel4rpc_slot_t slot = client_slot(0);

    assert_int_equal(sel4rpc_alloc_memory_at(client, FIXTURE_NOWHERE_PADDR, FRAME, slot, &memory),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_alloc_memory_at(client, SAMPLE_PADDR + 4, FRAME, slot, &memory),
                     seL4_AlignmentError);
    assert_int_equal(
        sel4rpc_alloc_memory_at(client, (UINT64_C(1) << 60) + SAMPLE_PADDR, FRAME, slot, &memory),
        seL4_RangeError);
    assert_int_equal(sel4rpc_alloc_memory(client, seL4_UntypedObject, 200, slot, &memory), seL4_RangeError);
    assert_int_equal(sel4rpc_alloc_memory(client, 9999, 12, slot, &memory), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_alloc_memory(client, seL4_ARCH_PageTableObject, 0, slot, &memory),
                     seL4_IllegalOperation);
    assert_int_equal(sel4rpc_alloc_device_memory(client, seL4_TCBObject, 0, slot, &memory),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_alloc_memory_at(client, SAMPLE_PADDR, seL4_TCBObject, 0, slot, &memory),
                     seL4_InvalidArgument);
    assert_int_equal(pair->served, 8);
    assert_false(client_slot_is_full(0));
    assert_nothing_is_held(pair);
}

static void a_second_free_is_refused(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    alloc_frame(pair, 0, &memory);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), seL4_InvalidCapability);
}

static void free_after_the_client_deleted_its_capability_works(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    alloc_frame(pair, 0, &memory);
    client_delete(0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_nothing_is_held(pair);
}

static void clean_up_takes_the_clients_capabilities(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    for (unsigned i = 0; i < 20; i++) {
        alloc_frame(pair, i, &memory);
    }
    fixture_switch(fixture_root());
    sel4rpc_server_clean_up(&pair->env);
    assert_nothing_is_held(pair);
    fixture_switch(pair->client_thread);
    for (unsigned i = 0; i < 20; i++) {
        assert_false(client_slot_is_full(i));
    }
}

/* A request without a slot, as the caller's own message: the capability has nowhere to go. */
static void a_grant_without_a_slot_is_given_back(void **state)
{
    struct pair *pair = *state;
    RpcMessage message = {.which_msg = RpcMessage_memory_tag,
                          .msg.memory = {.address = 1, .size_bits = 12, .type = seL4_ARCH_4KPage}};

    assert_int_equal(sel4rpc_call(&pair->client, &message, 0, 0, 0), SEL4RPC_NO_CAPABILITY);
    assert_nothing_is_held(pair);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, pair_set_up, pair_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(frame_arrives_in_the_slot_and_goes_when_freed),
        TEST(frame_at_an_address_is_the_one_at_that_address),
        TEST(memory_at_an_address_can_be_had_once_and_again_when_freed),
        TEST(every_type_of_object_can_be_had_and_freed),
        TEST(free_takes_every_copy_that_the_client_made),
        TEST(free_takes_what_the_client_made_of_an_untyped),
        TEST(memory_anywhere_is_never_device_memory),
        TEST(memory_is_refused_when_there_is_none_left_though_device_memory_is),
        TEST(device_memory_is_had_where_the_client_says_so),
        TEST(what_cannot_be_had_is_refused_and_nothing_is_held),
        TEST(a_second_free_is_refused),
        TEST(free_after_the_client_deleted_its_capability_works),
        TEST(clean_up_takes_the_clients_capabilities),
        TEST(a_grant_without_a_slot_is_given_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
