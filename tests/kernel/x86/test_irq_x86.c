/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts of x86: I/O APIC pins and messages.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "handler.h"

static void ioapic_pins_may_have_several_handlers(void **state)
{
    struct fixture *fixture = *state;
    struct handler first = make_handler(fixture, 4, 0x20);
    abi_word slot = fixture_slots(fixture, 2);
    for (abi_word i = 0; i < 2; i++) {
        abi_word badged = fixture_mint(fixture, first.notification, ABI_RIGHTS_ALL, 1UL << i);
        assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_IOAPIC,
                                        WORDS(slot + i, ABI_WORD_BITS, 0, 4, 1, 1, 10 + i),
                                        WORDS(ABI_ROOT_CNODE)),
                         ABI_NO_ERROR);
        assert_int_equal(
            fixture_invoke(fixture, slot + i, ABI_IRQ_HANDLER_SET_NOTIFICATION, NO_WORDS, WORDS(badged)),
            ABI_NO_ERROR);
    }
    interrupt(fixture, 4);
    assert_int_equal(poll(fixture, first.notification), 0x23);
}

/* A handler for a pin, with its number as the vector. */
static struct handler handler_of_pin(struct fixture *fixture, abi_word pin)
{
    struct handler handler = {.slot = fixture_slots(fixture, 1)};

    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_IOAPIC,
                                    WORDS(handler.slot, ABI_WORD_BITS, 0, pin, 0, 0, pin),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    give_notification(fixture, &handler, 0x20);
    return handler;
}

static void the_timers_line_is_at_pin_2(void **state)
{
    struct fixture *fixture = *state;
    struct handler pin0 = handler_of_pin(fixture, 0), pin2 = handler_of_pin(fixture, 2);
    struct handler line0 = make_handler(fixture, 0, 0x20);
    interrupt(fixture, 2);
    assert_int_equal(poll(fixture, pin0.notification), 0);
    assert_int_equal(poll(fixture, pin2.notification), 0);
    interrupt(fixture, 0);
    assert_int_equal(poll(fixture, pin0.notification), 0);
    assert_int_equal(poll(fixture, pin2.notification), 0x20);
    assert_int_equal(poll(fixture, line0.notification), 0x20);
}

static void get_ioapic_checks_every_argument(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    static const abi_word good[] = {0, ABI_WORD_BITS, 0, 23, 1, 1, KERNEL_USER_VECTORS - 1};
    static const abi_word limits[] = {0, 0, 1, KERNEL_IOAPIC_PINS, 2, 2, KERNEL_USER_VECTORS};
    for (unsigned i = 2; i < 7; i++) {
        abi_word words[7];
        memcpy(words, good, sizeof(words));
        words[0] = slot;
        words[i] = limits[i];
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_IOAPIC,
                                        (struct fixture_words){7, words}, WORDS(ABI_ROOT_CNODE)),
                         ABI_RANGE_ERROR);
        assert_int_equal(fixture_result(fixture, 1), limits[i] - 1);
        words[i] = ~0UL;
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_IOAPIC,
                                        (struct fixture_words){7, words}, WORDS(ABI_ROOT_CNODE)),
                         ABI_RANGE_ERROR);
    }
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_IOAPIC,
                                    WORDS(slot, ABI_WORD_BITS, 0, 4, 0, 0), WORDS(ABI_ROOT_CNODE)),
                     ABI_TRUNCATED_MESSAGE);
}

static void get_msi_checks_every_argument(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    static const abi_word good[] = {0, ABI_WORD_BITS, 255, 31, 7, ~0UL, 5};
    static const abi_word limits[] = {0, 0, 256, 32, 8, 0, KERNEL_USER_VECTORS};
    abi_word words[7];
    memcpy(words, good, sizeof(words));
    words[0] = slot;
    for (unsigned i = 2; i < 7; i++) {
        if (i == 5) {
            continue; /* any handle works */
        }
        words[i] = limits[i];
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_MSI,
                                        (struct fixture_words){7, words}, WORDS(ABI_ROOT_CNODE)),
                         ABI_RANGE_ERROR);
        words[i] = good[i];
    }
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_MSI,
                                    (struct fixture_words){7, words}, WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    words[0] = slot + 1;
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_MSI,
                                    (struct fixture_words){7, words}, WORDS(ABI_ROOT_CNODE)),
                     ABI_REVOKE_FIRST);
}

/* The number that means no line raises nothing. */
static void a_message_signalled_interrupt_is_at_no_line(void **state)
{
    struct fixture *fixture = *state;
    struct handler handler = {.slot = fixture_slots(fixture, 1)};
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_MSI,
                                    WORDS(handler.slot, ABI_WORD_BITS, 0, 0, 0, 0, 5), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    give_notification(fixture, &handler, 0x20);
    for (unsigned line = 0; line <= UINT8_MAX; line++) {
        interrupt(fixture, line);
    }
    assert_int_equal(poll(fixture, handler.notification), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(ioapic_pins_may_have_several_handlers),
        KERNEL_TEST(the_timers_line_is_at_pin_2),
        KERNEL_TEST(get_ioapic_checks_every_argument),
        KERNEL_TEST(get_msi_checks_every_argument),
        KERNEL_TEST(a_message_signalled_interrupt_is_at_no_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
