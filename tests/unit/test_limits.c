/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits in use: just below, at and just above each, and what is charged.
 */
#include "support/row.h"

#define FRAME seL4_ARCH_4KPage, 12
#define FRAME_BYTES 4096

#define BYTES(number)                                                                                        \
    {                                                                                                        \
        .memory_bytes = (number), .leases = SEL4RPC_UNLIMITED, ALL_NUMBERS                                   \
    }

static void bytes_of_memory_are_limited(void **state)
{
    const struct row rows[] = {
        {"under", BYTES(8193), {UNTYPED(12)}, UNTYPED(12), seL4_NoError},
        {"at", BYTES(8192), {UNTYPED(12)}, UNTYPED(12), seL4_NoError},
        {"over", BYTES(8191), {UNTYPED(12)}, UNTYPED(12), seL4_NotEnoughMemory},
        {"at, the first", BYTES(4096), {{0}}, UNTYPED(12), seL4_NoError},
        {"over, the first", BYTES(4095), {{0}}, UNTYPED(12), seL4_NotEnoughMemory},
        {"full", BYTES(8192), {UNTYPED(12), UNTYPED(12)}, UNTYPED(4), seL4_NotEnoughMemory},
        {"none", BYTES(0), {{0}}, UNTYPED(4), seL4_NotEnoughMemory},
        {"wrapped", BYTES(4096), {UNTYPED(12)}, UNTYPED(seL4_MaxUntypedBits), seL4_NotEnoughMemory},
        {"the largest limit", BYTES(UINT64_MAX - 1), {UNTYPED(12)}, UNTYPED(12), seL4_NoError},
        {"unlimited", BYTES(SEL4RPC_UNLIMITED), {UNTYPED(12)}, UNTYPED(seL4_MaxUntypedBits), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

/* The request gives a CNode's slots; the charge is in bytes. */
static void bytes_are_those_that_the_object_takes(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_CapTableObject, 5);
    sel4rpc_limits_t limits = BYTES(UINT64_C(1) << (5 + seL4_SlotBits));

    register_client(served, A_CLIENT, &limits);
    (void)serve_granted(served, &request);
    assert_account(served, A_CLIENT, 1, UINT64_C(1) << (5 + seL4_SlotBits));
}

static void devices_take_no_bytes(void **state)
{
    const struct row rows[] = {{"an interrupt", BYTES(0), {{0}}, IRQ(4), seL4_NoError},
                               {"ports", BYTES(0), {{0}}, PORTS(1, 2), seL4_NoError}};

    ASSERT_ROWS(*state, rows);
}

#define LEASES(number)                                                                                       \
    {                                                                                                        \
        .memory_bytes = SEL4RPC_UNLIMITED, .leases = (number), ALL_NUMBERS                                   \
    }

static void leases_are_limited_whatever_their_kind(void **state)
{
    const struct row rows[] = {
        {"under", LEASES(3), {UNTYPED(12)}, IRQ(4), seL4_NoError},
        {"at", LEASES(2), {UNTYPED(12)}, IRQ(4), seL4_NoError},
        {"over", LEASES(1), {UNTYPED(12)}, IRQ(4), seL4_NotEnoughMemory},
        {"over by memory", LEASES(1), {IRQ(4)}, UNTYPED(12), seL4_NotEnoughMemory},
        {"over by ports", LEASES(2), {IRQ(4), MSI(5)}, PORTS(1, 2), seL4_NotEnoughMemory},
        {"over by a pin", LEASES(2), {IRQ(4), MSI(5)}, PIN(0, 1, 6), seL4_NotEnoughMemory},
        {"none", LEASES(0), {{0}}, IRQ(4), seL4_NotEnoughMemory},
        {"the largest limit", LEASES(UINT32_MAX), {IRQ(4)}, IRQ(5), seL4_NoError},
        {"unlimited", LEASES(SEL4RPC_UNLIMITED), {IRQ(4)}, IRQ(5), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

#define ADDRESSES(...)                                                                                       \
    {                                                                                                        \
        ANY_AMOUNT, .objects = EVERY, .addresses = __VA_ARGS__                                               \
    }
#define WINDOW                                                                                               \
    {                                                                                                        \
        FAKE_RAM + 0x1000, FAKE_RAM + 0x2fff                                                                 \
    }

static void addresses_are_limited(void **state)
{
    const struct row rows[] = {
        {"first", ADDRESSES(RANGES(WINDOW)), {{0}}, FRAME_AT(FAKE_RAM + 0x1000), seL4_NoError},
        {"last", ADDRESSES(RANGES(WINDOW)), {{0}}, FRAME_AT(FAKE_RAM + 0x2000), seL4_NoError},
        {"before", ADDRESSES(RANGES(WINDOW)), {{0}}, FRAME_AT(FAKE_RAM), seL4_IllegalOperation},
        {"after", ADDRESSES(RANGES(WINDOW)), {{0}}, FRAME_AT(FAKE_RAM + 0x3000), seL4_IllegalOperation},
        {"a byte short at its end",
         ADDRESSES(RANGES({FAKE_RAM, FAKE_RAM + 0xffe})),
         {{0}},
         FRAME_AT(FAKE_RAM),
         seL4_IllegalOperation},
        {"a byte short at its start",
         ADDRESSES(RANGES({FAKE_RAM + 1, FAKE_RAM + 0xfff})),
         {{0}},
         FRAME_AT(FAKE_RAM),
         seL4_IllegalOperation},
        {"none", ADDRESSES({0}), {{0}}, FRAME_AT(FAKE_RAM), seL4_IllegalOperation},
        {"all", ADDRESSES(EVERY), {{0}}, FRAME_AT(FAKE_RAM), seL4_NoError},
        {"all, of a device", ADDRESSES(EVERY), {{0}}, FRAME_AT(FAKE_DEVICE), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

/* Nothing there, a device, ordinary memory, an untyped that ends there: all one answer. */
static void what_is_at_an_address_is_not_told(void **state)
{
    struct served *served = *state;
    const uint64_t places[] = {0x1000, FAKE_DEVICE, FAKE_RAM, FAKE_RAM - 0x1000, UINTPTR_MAX - 0xfff};
    const sel4rpc_limits_t limits = ADDRESSES({0});

    register_client(served, A_CLIENT, &limits);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        RpcMessage frame = allocate_at(places[i], seL4_ARCH_4KPage, 12);
        RpcMessage endpoint = allocate_at(places[i], seL4_EndpointObject, 0);
        assert_refused(served, &frame, seL4_IllegalOperation);
        assert_refused(served, &endpoint, seL4_IllegalOperation);
        assert_int_equal(serve(served, A_CLIENT, &frame).message.reason, Reason_NOT_PERMITTED);
    }
}

static void addresses_are_told_to_those_who_may_ask_for_them(void **state)
{
    struct served *served = *state;
    RpcMessage anywhere = allocate_anywhere(seL4_ARCH_4KPage, 12);
    const sel4rpc_limits_t may = ADDRESSES(EVERY), may_not = ADDRESSES({0});

    register_client(served, A_CLIENT, &may);
    register_client(served, ANOTHER_CLIENT, &may_not);
    assert_true(serve(served, A_CLIENT, &anywhere).message.paddr > 1);
    struct answer answer = serve(served, ANOTHER_CLIENT, &anywhere);
    assert_int_equal(answer.error, seL4_NoError);
    assert_int_equal(answer.message.paddr, 0);
    RpcMessage question = {.which_msg = RpcMessage_lease_tag};
    LeaseMessage lease = serve(served, ANOTHER_CLIENT, &question).message.detail.lease;
    assert_int_equal(lease.first, 1);
    assert_int_equal(lease.last, 0);
}

/* The simple does not know what exists, so only the limits stand between the request and the vka. */
static void addresses_at_the_end_of_all_do_not_wrap(void **state)
{
    struct served *served = *state;
    const uint64_t last_frame = UINTPTR_MAX - 0xfff;
    const struct row rows[] = {
        {"to 0", ADDRESSES(RANGES({0, 0x1fff})), {{0}}, FRAME_AT(last_frame), seL4_IllegalOperation},
        {"a byte short",
         ADDRESSES(RANGES({0, UINTPTR_MAX - 1})),
         {{0}},
         FRAME_AT(last_frame),
         seL4_IllegalOperation},
        {"beside the last byte",
         ADDRESSES(RANGES({UINTPTR_MAX, UINTPTR_MAX})),
         {{0}},
         FRAME_AT(last_frame),
         seL4_IllegalOperation},
    };

    served->devices.simple.untyped_count = NULL;
    ASSERT_ROWS(served, rows);
}

static void addresses_are_in_ranges_that_touch(void **state)
{
    const struct row rows[] = {
        {"in two",
         ADDRESSES(RANGES({FAKE_RAM, FAKE_RAM + 0x7ff}, {FAKE_RAM + 0x800, FAKE_RAM + 0xfff})),
         {{0}},
         FRAME_AT(FAKE_RAM),
         seL4_NoError},
        {"in three",
         ADDRESSES(RANGES({FAKE_RAM, FAKE_RAM + 3}, {FAKE_RAM + 4, FAKE_RAM + 0x7ff},
                          {FAKE_RAM + 0x800, FAKE_RAM + 0xfff})),
         {{0}},
         FRAME_AT(FAKE_RAM),
         seL4_NoError},
        {"with a byte between",
         ADDRESSES(RANGES({FAKE_RAM, FAKE_RAM + 0x7ff}, {FAKE_RAM + 0x801, FAKE_RAM + 0xfff})),
         {{0}},
         FRAME_AT(FAKE_RAM),
         seL4_IllegalOperation},
    };

    ASSERT_ROWS(*state, rows);
}

static void memory_anywhere_needs_no_address_but_device_memory_needs_all(void **state)
{
    const struct row rows[] = {
        {"memory, none", ADDRESSES({0}), {{0}}, UNTYPED(12), seL4_NoError},
        {"device, none", ADDRESSES({0}), {{0}}, DEVICE_FRAME, seL4_IllegalOperation},
        {"device, some", ADDRESSES(RANGES({0, UINTPTR_MAX})), {{0}}, DEVICE_FRAME, seL4_IllegalOperation},
        {"device, all", ADDRESSES(EVERY), {{0}}, DEVICE_FRAME, seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

#define OBJECTS(...)                                                                                         \
    {                                                                                                        \
        ANY_AMOUNT, .addresses = EVERY, .objects = __VA_ARGS__                                               \
    }
#define ENDPOINT MEMORY(.address = 1, .type = seL4_EndpointObject)
#define NOTIFICATION MEMORY(.address = 1, .type = seL4_NotificationObject)
#define ONLY_ENDPOINTS RANGES({seL4_EndpointObject, seL4_EndpointObject})

static void object_types_are_limited(void **state)
{
    const struct row rows[] = {
        {"at", OBJECTS(ONLY_ENDPOINTS), {{0}}, ENDPOINT, seL4_NoError},
        {"after", OBJECTS(ONLY_ENDPOINTS), {{0}}, NOTIFICATION, seL4_IllegalOperation},
        {"before", OBJECTS(ONLY_ENDPOINTS), {{0}}, UNTYPED(12), seL4_IllegalOperation},
        {"at an address", OBJECTS(ONLY_ENDPOINTS), {{0}}, FRAME_AT(FAKE_RAM), seL4_IllegalOperation},
        {"none", OBJECTS({0}), {{0}}, ENDPOINT, seL4_IllegalOperation},
        {"all", OBJECTS(EVERY), {{0}}, NOTIFICATION, seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

static void what_is_never_permitted_is_not_called_too_much(void **state)
{
    const struct row rows[] = {{"an interrupt", {0}, {{0}}, IRQ(4), seL4_IllegalOperation},
                               {"memory", {0}, {{0}}, UNTYPED(12), seL4_IllegalOperation}};

    ASSERT_ROWS(*state, rows);
}

static void a_charge_ends_with_a_free(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    sel4rpc_limits_t limits = BYTES(FRAME_BYTES);

    register_client(served, A_CLIENT, &limits);
    for (unsigned round = 0; round < 5; round++) {
        RpcMessage free_request = free_of(serve_granted(served, &request).cookie, FRAME);
        assert_account(served, A_CLIENT, 1, FRAME_BYTES);
        assert_refused(served, &request, seL4_NotEnoughMemory);
        (void)serve_granted(served, &free_request);
        assert_account(served, A_CLIENT, 0, 0);
    }
}

static void a_charge_ends_with_a_release(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = LEASES(1);

    register_client(served, A_CLIENT, &limits);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        RpcMessage release = release_of(serve_granted(served, &grantables[i].request).cookie);
        assert_account(served, A_CLIENT, 1, grantables[i].memory_bytes);
        RpcMessage another = allocate_anywhere(seL4_EndpointObject, 0);
        assert_refused(served, &another, seL4_NotEnoughMemory);
        (void)serve_granted(served, &release);
        assert_account(served, A_CLIENT, 0, 0);
    }
}

static void a_request_that_the_simple_refuses_is_not_charged(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);

    register_client(served, A_CLIENT, &unlimited);
    served->devices.error = seL4_RevokeFirst;
    assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_RevokeFirst);
    assert_account(served, A_CLIENT, 0, 0);
}

static void one_clients_charge_is_not_anothers(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    sel4rpc_limits_t limits = BYTES(FRAME_BYTES);

    register_client(served, A_CLIENT, &limits);
    register_client(served, ANOTHER_CLIENT, &limits);
    (void)serve_granted(served, &request);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    assert_account(served, A_CLIENT, 1, FRAME_BYTES);
    assert_account(served, ANOTHER_CLIENT, 1, FRAME_BYTES);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bytes_of_memory_are_limited),
        TEST(bytes_are_those_that_the_object_takes),
        TEST(devices_take_no_bytes),
        TEST(leases_are_limited_whatever_their_kind),
        TEST(addresses_are_limited),
        TEST(what_is_at_an_address_is_not_told),
        TEST(addresses_are_told_to_those_who_may_ask_for_them),
        TEST(addresses_at_the_end_of_all_do_not_wrap),
        TEST(addresses_are_in_ranges_that_touch),
        TEST(memory_anywhere_needs_no_address_but_device_memory_needs_all),
        TEST(object_types_are_limited),
        TEST(what_is_never_permitted_is_not_called_too_much),
        TEST(a_charge_ends_with_a_free),
        TEST(a_charge_ends_with_a_release),
        TEST(a_request_that_the_simple_refuses_is_not_charged),
        TEST(one_clients_charge_is_not_anothers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
