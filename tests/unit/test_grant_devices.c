/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts and I/O ports from server to client, on the hosted kernel: handed over entirely, and free again
 * when the client deletes them.
 */
#include "support/pair.h"
#include "support/test.h"

static void irq_handler_arrives_and_the_server_keeps_nothing(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_get_irq(&pair->client, 4, client_slot(0), NULL), 0);
    assert_int_equal(seL4_IRQHandler_Ack(client_slot(0).index), 0);
    struct fixture_balance now = fixture_get_balance();
    assert_int_equal(now.memory.slots_used, pair->before.memory.slots_used);
    assert_int_equal(now.census.capabilities, pair->before.census.capabilities + 1);
}

static void irq_can_be_had_once_and_again_when_its_handler_is_gone(void **state)
{
    struct pair *pair = *state;

    for (unsigned round = 0; round < 3; round++) {
        assert_int_equal(sel4rpc_get_irq(&pair->client, 4, client_slot(0), NULL), 0);
        assert_int_equal(sel4rpc_get_irq(&pair->client, 4, client_slot(1), NULL), seL4_RevokeFirst);
        assert_false(client_slot_is_full(1));
        client_delete(0);
        assert_nothing_is_held(pair);
    }
}

static void irq_numbers_that_the_kernel_has_not_are_refused(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_get_irq(&pair->client, 1000, client_slot(0), NULL), seL4_RangeError);
    assert_int_equal(sel4rpc_get_irq(&pair->client, 1024, client_slot(0), NULL), seL4_RangeError);
    assert_int_equal(sel4rpc_get_irq(&pair->client, (seL4_Word)UINT32_MAX, client_slot(0), NULL),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_get_irq_trigger(&pair->client, 4, true, client_slot(0), NULL),
                     seL4_IllegalOperation);
    assert_nothing_is_held(pair);
}

static void msi_handler_arrives_and_its_vector_is_taken(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_get_irq_msi(&pair->client, 1, 2, 3, 0, 9, client_slot(0), NULL), 0);
    assert_int_equal(seL4_IRQHandler_Ack(client_slot(0).index), 0);
    assert_int_equal(sel4rpc_get_irq_msi(&pair->client, 1, 2, 4, 0, 9, client_slot(1), NULL),
                     seL4_RevokeFirst);
    client_delete(0);
    assert_int_equal(sel4rpc_get_irq_msi(&pair->client, 1, 2, 4, 0, 9, client_slot(1), NULL), 0);
}

static void ioapic_handler_arrives_and_its_vector_is_taken(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_get_irq_ioapic(&pair->client, 0, 18, 1, 1, 9, client_slot(0), NULL), 0);
    assert_int_equal(seL4_IRQHandler_Ack(client_slot(0).index), 0);
    assert_int_equal(sel4rpc_get_irq_ioapic(&pair->client, 0, 19, 1, 1, 9, client_slot(1), NULL),
                     seL4_RevokeFirst);
    client_delete(0);
    assert_nothing_is_held(pair);
}

static void ioapic_pins_and_vectors_that_the_kernel_has_not_are_refused(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_get_irq_ioapic(&pair->client, 0, 200, 0, 0, 9, client_slot(0), NULL),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_get_irq_ioapic(&pair->client, 9, 1, 0, 0, 9, client_slot(0), NULL),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_get_irq_ioapic(&pair->client, 0, 1, 0, 0, 255, client_slot(0), NULL),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_get_irq_ioapic(&pair->client, 0, 1, 2, 0, 9, client_slot(0), NULL),
                     seL4_RangeError);
    assert_nothing_is_held(pair);
}

static void ports_arrive_and_are_those_that_were_asked_for(void **state)
{
    struct pair *pair = *state;
    seL4_CPtr slot = client_slot(0).index;

    assert_int_equal(sel4rpc_get_ioports(&pair->client, 0x3f8, 0x3ff, client_slot(0), NULL), 0);
    assert_int_equal(seL4_X86_IOPort_In8(slot, 0x3f8).error, 0);
    assert_int_equal(seL4_X86_IOPort_In8(slot, 0x3ff).error, 0);
    assert_int_not_equal(seL4_X86_IOPort_In8(slot, 0x3f7).error, 0);
    assert_int_not_equal(seL4_X86_IOPort_In8(slot, 0x400).error, 0);
    struct fixture_balance now = fixture_get_balance();
    assert_int_equal(now.memory.slots_used, pair->before.memory.slots_used);
    assert_int_equal(now.census.capabilities, pair->before.census.capabilities + 1);
}

static void ports_can_be_had_once_and_again_when_they_are_given_up(void **state)
{
    struct pair *pair = *state;

    for (unsigned round = 0; round < 3; round++) {
        assert_int_equal(sel4rpc_get_ioports(&pair->client, 0x3f8, 0x3ff, client_slot(0), NULL), 0);
        assert_int_equal(sel4rpc_get_ioports(&pair->client, 0x3ff, 0x400, client_slot(1), NULL),
                         seL4_RevokeFirst);
        assert_false(client_slot_is_full(1));
        client_delete(0);
        assert_nothing_is_held(pair);
    }
}

static void ports_that_do_not_exist_are_refused(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_get_ioports(&pair->client, 0x102f8, 0x102ff, client_slot(0), NULL),
                     seL4_RangeError);
    assert_int_equal(sel4rpc_get_ioports(&pair->client, 0x3ff, 0x3f8, client_slot(0), NULL),
                     seL4_InvalidArgument);
    assert_nothing_is_held(pair);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, pair_set_up, pair_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(irq_handler_arrives_and_the_server_keeps_nothing),
        TEST(irq_can_be_had_once_and_again_when_its_handler_is_gone),
        TEST(irq_numbers_that_the_kernel_has_not_are_refused),
        TEST(msi_handler_arrives_and_its_vector_is_taken),
        TEST(ioapic_handler_arrives_and_its_vector_is_taken),
        TEST(ioapic_pins_and_vectors_that_the_kernel_has_not_are_refused),
        TEST(ports_arrive_and_are_those_that_were_asked_for),
        TEST(ports_can_be_had_once_and_again_when_they_are_given_up),
        TEST(ports_that_do_not_exist_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
