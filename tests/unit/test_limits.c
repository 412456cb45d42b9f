/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits in use: just below, at and just above each, and what is charged.
 */
#include "support/registering.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, 12
#define FRAME_BYTES 4096
#define MOST_HELD 3

/* One check of one limit: what else the client may have, what it already holds, and what it then asks for. */
struct row {
    const char *name;
    sel4rpc_limits_t limits;
    RpcMessage held[MOST_HELD];
    RpcMessage request;
    seL4_Error error;
};

#define RANGES(...)                                                                                          \
    {                                                                                                        \
        .ranges = (const sel4rpc_range_t[]){__VA_ARGS__},                                                    \
        .count = COUNT_OF(((const sel4rpc_range_t[]){__VA_ARGS__}))                                          \
    }
#define EVERY                                                                                                \
    {                                                                                                        \
        .all = true                                                                                          \
    }
#define ANY_AMOUNT .memory_bytes = SEL4RPC_UNLIMITED, .leases = SEL4RPC_UNLIMITED

#define MEMORY(...)                                                                                          \
    {                                                                                                        \
        .which_msg = RpcMessage_memory_tag, .msg.memory = { __VA_ARGS__ }                                    \
    }
#define UNTYPED(bits) MEMORY(.address = 1, .type = seL4_UntypedObject, .size_bits = (bits))
#define FRAME_AT(where) MEMORY(.address = (where), .type = seL4_ARCH_4KPage, .size_bits = 12)
#define DEVICE_FRAME MEMORY(.address = 1, .type = seL4_ARCH_4KPage, .size_bits = 12, .device = true)
#define IRQ(number)                                                                                          \
    {                                                                                                        \
        .which_msg = RpcMessage_irq_tag, .msg.irq = {                                                        \
            .which_type = IrqAllocMessage_simple_tag,                                                        \
            .type.simple.irq = (number)                                                                      \
        }                                                                                                    \
    }
#define MSI(number)                                                                                          \
    {                                                                                                        \
        .which_msg = RpcMessage_irq_tag, .msg.irq = {                                                        \
            .which_type = IrqAllocMessage_msi_tag,                                                           \
            .type.msi = {1, 2, 3, 0, (number)}                                                               \
        }                                                                                                    \
    }
#define PIN(number, line, with_vector)                                                                       \
    {                                                                                                        \
        .which_msg = RpcMessage_irq_tag, .msg.irq = {                                                        \
            .which_type = IrqAllocMessage_ioapic_tag,                                                        \
            .type.ioapic = {(number), (line), 1, 1, (with_vector)}                                           \
        }                                                                                                    \
    }
#define PORTS(first, last)                                                                                   \
    {                                                                                                        \
        .which_msg = RpcMessage_ioport_tag, .msg.ioport = {(first), (last) }                                 \
    }

static void assert_row(struct served *served, const struct row *row)
{
    register_client(served, A_CLIENT, &row->limits);
    for (size_t i = 0; i < MOST_HELD && row->held[i].which_msg != 0; i++) {
        (void)serve_granted(served, &row->held[i]);
    }
    AccountMessage before = account_of(served, A_CLIENT);
    if (row->error != seL4_NoError) {
        assert_refused(served, &row->request, row->error);
        assert_account(served, A_CLIENT, before.leases, before.memory_bytes);
    } else {
        (void)serve_granted(served, &row->request);
        assert_int_equal(account_of(served, A_CLIENT).leases, before.leases + 1);
    }
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
}

static void assert_rows(struct served *served, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_row(served, &rows[i]);
    }
}

#define ASSERT_ROWS(served, rows) assert_rows(served, rows, COUNT_OF(rows))

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

#define NUMBERS(...)                                                                                         \
    {                                                                                                        \
        ANY_AMOUNT, __VA_ARGS__                                                                              \
    }

static void irqs_are_limited(void **state)
{
    const struct row rows[] = {
        {"first", NUMBERS(.irqs = RANGES({4, 6})), {{0}}, IRQ(4), seL4_NoError},
        {"last", NUMBERS(.irqs = RANGES({4, 6})), {{0}}, IRQ(6), seL4_NoError},
        {"before", NUMBERS(.irqs = RANGES({4, 6})), {{0}}, IRQ(3), seL4_IllegalOperation},
        {"after", NUMBERS(.irqs = RANGES({4, 6})), {{0}}, IRQ(7), seL4_IllegalOperation},
        {"wrapped", NUMBERS(.irqs = RANGES({4, 6})), {{0}}, IRQ((UINT64_C(1) << 32) + 4), seL4_RangeError},
        {"none", NUMBERS(.irqs = {0}), {{0}}, IRQ(0), seL4_IllegalOperation},
        {"others", NUMBERS(.msis = EVERY, .pins = EVERY), {{0}}, IRQ(4), seL4_IllegalOperation},
        {"all", NUMBERS(.irqs = EVERY), {{0}}, IRQ(1023), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

static void msis_are_limited(void **state)
{
    const struct row rows[] = {
        {"first", NUMBERS(.msis = RANGES({4, 6})), {{0}}, MSI(4), seL4_NoError},
        {"last", NUMBERS(.msis = RANGES({4, 6})), {{0}}, MSI(6), seL4_NoError},
        {"before", NUMBERS(.msis = RANGES({4, 6})), {{0}}, MSI(3), seL4_IllegalOperation},
        {"after", NUMBERS(.msis = RANGES({4, 6})), {{0}}, MSI(7), seL4_IllegalOperation},
        {"wrapped", NUMBERS(.msis = RANGES({4, 6})), {{0}}, MSI(256 + 4), seL4_RangeError},
        {"none", NUMBERS(.msis = {0}), {{0}}, MSI(0), seL4_IllegalOperation},
        {"others", NUMBERS(.irqs = EVERY, .pins = EVERY), {{0}}, MSI(4), seL4_IllegalOperation},
        {"all", NUMBERS(.msis = EVERY), {{0}}, MSI(255), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

#define PINS(...)                                                                                            \
    {                                                                                                        \
        ANY_AMOUNT, .msis = EVERY, .pins = __VA_ARGS__                                                       \
    }
#define THREE_PINS RANGES({SEL4RPC_PIN(1, 4), SEL4RPC_PIN(1, 6)})

static void pins_are_limited(void **state)
{
    const struct row rows[] = {
        {"first", PINS(THREE_PINS), {{0}}, PIN(1, 4, 9), seL4_NoError},
        {"last", PINS(THREE_PINS), {{0}}, PIN(1, 6, 9), seL4_NoError},
        {"before", PINS(THREE_PINS), {{0}}, PIN(1, 3, 9), seL4_IllegalOperation},
        {"after", PINS(THREE_PINS), {{0}}, PIN(1, 7, 9), seL4_IllegalOperation},
        {"of another I/O APIC", PINS(THREE_PINS), {{0}}, PIN(0, 4, 9), seL4_IllegalOperation},
        {"wrapped into the next I/O APIC", PINS(THREE_PINS), {{0}}, PIN(0, 256 + 4, 9), seL4_RangeError},
        {"none", PINS({0}), {{0}}, PIN(0, 0, 9), seL4_IllegalOperation},
        {"all", PINS(EVERY), {{0}}, PIN(7, 255, 9), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

#define VECTORS(...)                                                                                         \
    {                                                                                                        \
        ANY_AMOUNT, .pins = EVERY, .msis = __VA_ARGS__                                                       \
    }

static void vectors_of_pins_are_limited(void **state)
{
    const struct row rows[] = {
        {"first", VECTORS(RANGES({4, 6})), {{0}}, PIN(1, 1, 4), seL4_NoError},
        {"last", VECTORS(RANGES({4, 6})), {{0}}, PIN(1, 1, 6), seL4_NoError},
        {"before", VECTORS(RANGES({4, 6})), {{0}}, PIN(1, 1, 3), seL4_IllegalOperation},
        {"after", VECTORS(RANGES({4, 6})), {{0}}, PIN(1, 1, 7), seL4_IllegalOperation},
        {"none", VECTORS({0}), {{0}}, PIN(1, 1, 4), seL4_IllegalOperation},
    };

    ASSERT_ROWS(*state, rows);
}

static void ports_are_limited(void **state)
{
    const struct row rows[] = {
        {"under", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(9, 14), seL4_NoError},
        {"at", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(8, 15), seL4_NoError},
        {"before", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(7, 15), seL4_IllegalOperation},
        {"after", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(8, 16), seL4_IllegalOperation},
        {"around", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(7, 16), seL4_IllegalOperation},
        {"wrapped", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(15, 8), seL4_InvalidArgument},
        {"beyond", NUMBERS(.ports = RANGES({8, 15})), {{0}}, PORTS(65536 + 8, 65536 + 8), seL4_RangeError},
        {"touching", NUMBERS(.ports = RANGES({8, 11}, {12, 15})), {{0}}, PORTS(8, 15), seL4_NoError},
        {"apart", NUMBERS(.ports = RANGES({8, 10}, {12, 15})), {{0}}, PORTS(8, 15), seL4_IllegalOperation},
        {"the last", NUMBERS(.ports = RANGES({65535, 65535})), {{0}}, PORTS(65535, 65535), seL4_NoError},
        {"none", NUMBERS(.ports = {0}), {{0}}, PORTS(0, 0), seL4_IllegalOperation},
        {"all", NUMBERS(.ports = EVERY), {{0}}, PORTS(0, 65535), seL4_NoError},
    };

    ASSERT_ROWS(*state, rows);
}

/* A client that may not have a thing at all is told so, not that it has too much already. */
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
        assert_refused(served, &grantables[i].request, seL4_NotEnoughMemory);
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
        TEST(irqs_are_limited),
        TEST(msis_are_limited),
        TEST(pins_are_limited),
        TEST(vectors_of_pins_are_limited),
        TEST(ports_are_limited),
        TEST(what_is_never_permitted_is_not_called_too_much),
        TEST(a_charge_ends_with_a_free),
        TEST(a_charge_ends_with_a_release),
        TEST(a_request_that_the_simple_refuses_is_not_charged),
        TEST(one_clients_charge_is_not_anothers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
