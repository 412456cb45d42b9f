/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits of interrupts and I/O ports in use: just below, at and just above each.
 */
#include "server/limit.h"
#include "support/row.h"

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

/* A request that names a core is refused before limits count, unless Arm's kernel has several; so this asks
 * without one. */
static void cores_are_limited(void **state)
{
    struct served *served = *state;
    const sel4rpc_limits_t limits = {ANY_AMOUNT, .irqs = EVERY, .cores = RANGES({1, 2})};

    register_client(served, A_CLIENT, &limits);
    for (uint64_t core = 0; core <= 3; core++) {
        const struct claim claim = {.kind = LeaseKind_IRQ,
                                    .first = 4,
                                    .last = 4,
                                    .needs = core == 0 ? LeaseKind_NONE : LeaseKind_CORE,
                                    .needed = core};
        assert_int_equal(srpc_limits_permit(record_of(served, A_CLIENT), &claim),
                         core <= 2 ? Reason_UNTOLD : Reason_NOT_PERMITTED);
    }
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

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(irqs_are_limited),  TEST(msis_are_limited),
        TEST(pins_are_limited),  TEST(vectors_of_pins_are_limited),
        TEST(cores_are_limited), TEST(ports_are_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
