/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Notifications: signals, waiting and binding.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static void signal(struct fixture *fixture, abi_word notification)
{
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, notification, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
}

static abi_word poll(struct fixture *fixture, abi_word notification)
{
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, notification, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root)->capability;
}

static void wait(struct fixture *fixture, struct kernel_thread *thread, abi_word capability)
{
    fixture_do(fixture, thread, ABI_SYS_RECV, capability, 0, NO_WORDS, NO_WORDS);
}

static void signals_gather_until_they_are_taken(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    signal(fixture, fixture_mint(fixture, notification, ABI_RIGHTS_ALL, 1));
    signal(fixture, fixture_mint(fixture, notification, ABI_RIGHTS_ALL, 4));
    assert_int_equal(poll(fixture, notification), 5);
    assert_int_equal(poll(fixture, notification), 0);
}

static void a_signal_wakes_one_waiter(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, notification, ABI_RIGHTS_ALL, 8);
    struct fixture_thread first = fixture_thread(fixture, 0);
    struct fixture_thread second = fixture_thread(fixture, 0);
    wait(fixture, first.thread, notification);
    wait(fixture, second.thread, notification);
    signal(fixture, badged);
    assert_int_equal(fixture_answer(fixture, first.thread)->capability, 8);
    assert_false(fixture_is_ready(fixture, second.thread));
    assert_int_equal(poll(fixture, notification), 0);
}

static void signalling_needs_the_write_right(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word reader = fixture_copy(fixture, notification, ABI_RIGHT_READ);
    assert_int_equal(fixture_refuse(fixture, reader, 0, NO_WORDS, NO_WORDS), ABI_INVALID_CAPABILITY);
}

static void waiting_needs_the_read_right(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word writer = fixture_copy(fixture, notification, ABI_RIGHT_WRITE);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    wait(fixture, thread.thread, writer);
    signal(fixture, notification);
    assert_false(fixture_is_ready(fixture, thread.thread));
}

static void call_on_a_notification_signals_and_returns(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, notification, ABI_RIGHTS_ALL, 2);
    assert_int_equal(fixture_invoke(fixture, badged, 0, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(poll(fixture, notification), 2);
}

struct bound {
    abi_word notification;
    abi_word badged;
    abi_word endpoint;
    struct fixture_thread thread;
};

static struct bound make_bound(struct fixture *fixture)
{
    struct bound made;
    made.notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    made.badged = fixture_mint(fixture, made.notification, ABI_RIGHTS_ALL, 0x10);
    made.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    made.thread = fixture_thread(fixture, 0);
    assert_int_equal(fixture_invoke(fixture, made.thread.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS,
                                    WORDS(made.notification)),
                     ABI_NO_ERROR);
    return made;
}

static void a_bound_notification_wakes_its_thread_from_an_endpoint(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    wait(fixture, bound.thread.thread, bound.endpoint);
    signal(fixture, bound.badged);
    const struct abi_message *answer = fixture_answer(fixture, bound.thread.thread);
    assert_int_equal(answer->capability, 0x10);
    fixture_do(fixture, fixture->root, ABI_SYS_NBSEND, bound.endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
}

/* Sends the thread a message, which it takes: `label`, and in each register a number from `first` on. */
static void tell(struct fixture *fixture, const struct bound *bound, abi_word label, abi_word first)
{
    wait(fixture, bound->thread.thread, bound->endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, bound->endpoint, label,
               WORDS(first, first + 1, first + 2, first + 3), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    fixture_answer(fixture, bound->thread.thread);
}

/* Checks that the thread received a badge only, and has what tell() left in its registers. */
static void assert_stale(struct fixture *fixture, const struct bound *bound, abi_word badge, abi_word label,
                         abi_word first)
{
    const struct abi_message *answer = fixture_answer(fixture, bound->thread.thread);

    assert_int_equal(answer->what, ABI_ANSWER_BADGE);
    assert_int_equal(answer->capability, badge);
    assert_int_equal(answer->info, ABI_INFO(label, 0, 0, 4));
    for (unsigned i = 0; i < ABI_FAST_REGISTERS; i++) {
        assert_int_equal(answer->mr[i], first + i);
    }
}

static void a_signal_leaves_info_and_registers_of_the_last_message(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    tell(fixture, &bound, 1, 0x70);
    wait(fixture, bound.thread.thread, bound.endpoint);
    signal(fixture, bound.badged);
    assert_stale(fixture, &bound, 0x10, 1, 0x70);
}

static void an_active_signal_leaves_info_and_registers_of_the_last_message(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    tell(fixture, &bound, 1, 0x70);
    signal(fixture, bound.badged);
    wait(fixture, bound.thread.thread, bound.endpoint);
    assert_stale(fixture, &bound, 0x10, 1, 0x70);
}

static void nbrecv_that_finds_nothing_leaves_info_and_registers_of_the_last_message(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    const abi_word places[] = {bound.endpoint, bound.notification};
    for (unsigned i = 0; i < 2; i++) {
        tell(fixture, &bound, 1 + i, 0x70 + i);
        fixture_do(fixture, bound.thread.thread, ABI_SYS_NBRECV, places[i], 0, NO_WORDS, NO_WORDS);
        assert_stale(fixture, &bound, 0, 1 + i, 0x70 + i);
    }
}

static void a_signal_may_leave_those_of_an_earlier_message(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    tell(fixture, &bound, 1, 0x70);
    tell(fixture, &bound, 2, 0x80);
    wait(fixture, bound.thread.thread, bound.endpoint);
    fixture->choices[0] = 1; /* for the info */
    signal(fixture, bound.badged);
    assert_stale(fixture, &bound, 0x10, 1, 0x80);
    wait(fixture, bound.thread.thread, bound.endpoint);
    fixture->choices[1] = 1; /* for the registers */
    signal(fixture, bound.badged);
    assert_stale(fixture, &bound, 0x10, 2, 0x70);
}

static void what_a_thread_sends_stays_in_its_registers_too(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    fixture_do(fixture, fixture->root, ABI_SYS_NBSEND, endpoint, 5, WORDS(6), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    poll(fixture, notification);
    const struct abi_message *answer = kernel_message(fixture->root);
    assert_int_equal(answer->info, ABI_INFO(5, 0, 0, 1));
    assert_int_equal(answer->mr[0], 6);
}

static void a_bound_notification_that_is_active_comes_before_messages(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    signal(fixture, bound.badged);
    wait(fixture, bound.thread.thread, bound.endpoint);
    assert_int_equal(fixture_answer(fixture, bound.thread.thread)->capability, 0x10);
    wait(fixture, bound.thread.thread, bound.endpoint);
    assert_false(fixture_is_ready(fixture, bound.thread.thread));
}

static void others_cannot_wait_on_a_bound_notification(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    struct fixture_thread other = fixture_thread(fixture, bound.endpoint);
    wait(fixture, other.thread, bound.notification);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, bound.endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, fixture->root)->info), ABI_FAULT_CAP);
    wait(fixture, bound.thread.thread, bound.notification);
    signal(fixture, bound.badged);
    assert_int_equal(fixture_answer(fixture, bound.thread.thread)->capability, 0x10);
}

static void unbind_ends_the_delivery_on_endpoints(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    assert_int_equal(
        fixture_invoke(fixture, bound.thread.tcb, ABI_TCB_UNBIND_NOTIFICATION, NO_WORDS, NO_WORDS),
        ABI_NO_ERROR);
    wait(fixture, bound.thread.thread, bound.endpoint);
    signal(fixture, bound.badged);
    assert_false(fixture_is_ready(fixture, bound.thread.thread));
    assert_int_equal(poll(fixture, bound.notification), 0x10);
}

static void binding_is_refused_where_it_may_not_be(void **state)
{
    struct fixture *fixture = *state;
    struct bound bound = make_bound(fixture);
    struct fixture_thread other = fixture_thread(fixture, 0);
    abi_word second = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word writer = fixture_copy(fixture, second, ABI_RIGHT_WRITE);
    assert_int_equal(
        fixture_refuse(fixture, other.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(bound.notification)),
        ABI_ILLEGAL_OPERATION);
    assert_int_equal(
        fixture_refuse(fixture, bound.thread.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(second)),
        ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, other.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(writer)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(
        fixture_refuse(fixture, other.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(bound.endpoint)),
        ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, other.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    wait(fixture, other.thread, second);
    assert_int_equal(
        fixture_refuse(fixture, ABI_ROOT_TCB, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(second)),
        ABI_ILLEGAL_OPERATION);
}

static void all_who_wait_at_a_notification_that_dies_ask_again(void **state)
{
    struct fixture *fixture = *state;
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    for (unsigned i = 0; i < 3; i++) {
        struct fixture_thread thread = fixture_thread(fixture, handler);
        fixture_do(fixture, thread.thread, ABI_SYS_RECV, notification, 0, NO_WORDS, NO_WORDS);
    }
    fixture_delete(fixture, notification);
    for (unsigned i = 0; i < 3; i++) {
        fixture_do(fixture, fixture->root, ABI_SYS_RECV, handler, 0, NO_WORDS, NO_WORDS);
        const struct abi_message *fault = fixture_answer(fixture, fixture->root);
        assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_CAP);
        assert_int_equal(fault->mr[1], notification);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(signals_gather_until_they_are_taken),
        KERNEL_TEST(a_signal_wakes_one_waiter),
        KERNEL_TEST(signalling_needs_the_write_right),
        KERNEL_TEST(waiting_needs_the_read_right),
        KERNEL_TEST(call_on_a_notification_signals_and_returns),
        KERNEL_TEST(a_bound_notification_wakes_its_thread_from_an_endpoint),
        KERNEL_TEST(a_signal_leaves_info_and_registers_of_the_last_message),
        KERNEL_TEST(an_active_signal_leaves_info_and_registers_of_the_last_message),
        KERNEL_TEST(nbrecv_that_finds_nothing_leaves_info_and_registers_of_the_last_message),
        KERNEL_TEST(a_signal_may_leave_those_of_an_earlier_message),
        KERNEL_TEST(what_a_thread_sends_stays_in_its_registers_too),
        KERNEL_TEST(a_bound_notification_that_is_active_comes_before_messages),
        KERNEL_TEST(others_cannot_wait_on_a_bound_notification),
        KERNEL_TEST(unbind_ends_the_delivery_on_endpoints),
        KERNEL_TEST(binding_is_refused_where_it_may_not_be),
        KERNEL_TEST(all_who_wait_at_a_notification_that_dies_ask_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
