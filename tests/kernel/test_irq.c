/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts: control, handlers and delivery.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "handler.h"

static void acknowledge(struct fixture *fixture, abi_word handler)
{
    assert_int_equal(fixture_invoke(fixture, handler, ABI_IRQ_HANDLER_ACK, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
}

static void an_interrupt_signals_its_handler(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    interrupt(fixture, 3);
    assert_int_equal(poll(fixture, handler.notification), 0);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0x20);
}

static void an_interrupt_waits_for_the_acknowledgement_of_the_last(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0x20);
    interrupt(fixture, 4);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0);
    acknowledge(fixture, handler.slot);
    assert_int_equal(poll(fixture, handler.notification), 0x20);
    acknowledge(fixture, handler.slot);
    assert_int_equal(poll(fixture, handler.notification), 0);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0x20);
}

static void an_interrupt_without_handler_is_dropped(void **state)
{
    struct fixture *fixture = *state;
    void *before = fixture_snapshot(fixture);
    for (unsigned line = 0; line < 300; line++) {
        interrupt(fixture, line);
    }
    assert_true(fixture_is_unchanged(fixture, before));
}

static void an_interrupt_is_taken_if_its_handler_has_acknowledged_the_last(void **state)
{
    struct fixture *fixture = *state;
    assert_false(kernel_takes_interrupt(fixture->kernel, 4));
    struct handler handler = make_handler(fixture, 4, 0x20);
    assert_true(kernel_takes_interrupt(fixture->kernel, 4));
    assert_false(kernel_takes_interrupt(fixture->kernel, 3));
    interrupt(fixture, 4);
    assert_false(kernel_takes_interrupt(fixture->kernel, 4));
    acknowledge(fixture, handler.slot);
    assert_true(kernel_takes_interrupt(fixture->kernel, 4));
}

static void clear_ends_the_delivery(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    assert_int_equal(fixture_invoke(fixture, handler.slot, ABI_IRQ_HANDLER_CLEAR, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0);
}

static void revoke_of_the_notification_ends_the_delivery(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    fixture_revoke(fixture, handler.notification);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0);
}

static void set_notification_replaces_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    abi_word other = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, other, ABI_RIGHTS_ALL, 1);
    assert_int_equal(
        fixture_invoke(fixture, handler.slot, ABI_IRQ_HANDLER_SET_NOTIFICATION, NO_WORDS, WORDS(badged)),
        ABI_NO_ERROR);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0);
    assert_int_equal(poll(fixture, other), 1);
}

static void set_notification_refuses_what_it_cannot_signal(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    abi_word reader = fixture_copy(fixture, handler.notification, ABI_RIGHT_READ);
    abi_word label = ABI_IRQ_HANDLER_SET_NOTIFICATION;
    assert_int_equal(fixture_refuse(fixture, handler.slot, label, NO_WORDS, WORDS(reader)),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_result(fixture, 0), 0);
    abi_word wrong[] = {ABI_ROOT_TCB, fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1)};
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(fixture_refuse(fixture, handler.slot, label, NO_WORDS, WORDS(wrong[i])),
                         ABI_INVALID_CAPABILITY);
        assert_int_equal(fixture_result(fixture, 0), 0);
    }
    assert_int_equal(fixture_refuse(fixture, handler.slot, label, NO_WORDS, NO_WORDS), ABI_TRUNCATED_MESSAGE);
}

static void a_line_has_one_handler(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = make_handler(fixture, 4, 0x20);
    abi_word slot = fixture_slots(fixture, 1);
    abi_word label = ABI_IRQ_CONTROL_GET;
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, label, WORDS(4, slot, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_REVOKE_FIRST);
    abi_word copy = fixture_copy(fixture, handler.slot, ABI_RIGHTS_ALL);
    fixture_delete(fixture, handler.slot);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, label, WORDS(4, slot, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_REVOKE_FIRST);
    fixture_delete(fixture, copy);
    assert_int_equal(get(fixture, 4, slot), ABI_NO_ERROR);
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, handler.notification), 0);
}

static void get_refuses_a_line_or_a_slot_that_cannot_be(void **state)
{
    struct fixture *fixture = *state;
    abi_word control = ABI_ROOT_IRQ_CONTROL;
    abi_word slot = fixture_slots(fixture, 1);
    struct fixture_words root = WORDS(ABI_ROOT_CNODE);
    assert_int_equal(fixture_refuse(fixture, control, ABI_IRQ_CONTROL_GET,
                                    WORDS(KERNEL_IRQ_LINES, slot, ABI_WORD_BITS), root),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_result(fixture, 1), KERNEL_IRQ_LINES - 1);
    assert_int_equal(fixture_refuse(fixture, control, ABI_IRQ_CONTROL_GET,
                                    WORDS((1UL << (ABI_WORD_BITS - 1)) + 4, slot, ABI_WORD_BITS), root),
                     ABI_RANGE_ERROR);
    assert_int_equal(
        fixture_refuse(fixture, control, ABI_IRQ_CONTROL_GET, WORDS(4, ABI_ROOT_TCB, ABI_WORD_BITS), root),
        ABI_DELETE_FIRST);
    assert_int_equal(fixture_refuse(fixture, control, ABI_IRQ_CONTROL_GET, WORDS(4, slot, 0), root),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_refuse(fixture, control, ABI_IRQ_CONTROL_GET, WORDS(4, slot, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_TCB)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_refuse(fixture, control, ABI_IRQ_CONTROL_GET, WORDS(4, slot), root),
                     ABI_TRUNCATED_MESSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(an_interrupt_signals_its_handler),
        KERNEL_TEST(an_interrupt_waits_for_the_acknowledgement_of_the_last),
        KERNEL_TEST(an_interrupt_without_handler_is_dropped),
        KERNEL_TEST(an_interrupt_is_taken_if_its_handler_has_acknowledged_the_last),
        KERNEL_TEST(clear_ends_the_delivery),
        KERNEL_TEST(revoke_of_the_notification_ends_the_delivery),
        KERNEL_TEST(set_notification_replaces_the_one_before),
        KERNEL_TEST(set_notification_refuses_what_it_cannot_signal),
        KERNEL_TEST(a_line_has_one_handler),
        KERNEL_TEST(get_refuses_a_line_or_a_slot_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
