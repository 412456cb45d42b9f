/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Endpoints: who meets whom, in which order, and with what message.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static void send(struct fixture *fixture, struct kernel_thread *thread, abi_word endpoint, abi_word label,
                 abi_word word)
{
    fixture_do(fixture, thread, ABI_SYS_SEND, endpoint, label, WORDS(word), NO_WORDS);
}

static const struct abi_message *receive(struct fixture *fixture, abi_word endpoint)
{
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root);
}

static void send_waits_for_a_receiver(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread sender = fixture_thread(fixture, 0);
    send(fixture, sender.thread, endpoint, 9, 1234);
    assert_false(fixture_is_ready(fixture, sender.thread));
    const struct abi_message *message = receive(fixture, endpoint);
    assert_int_equal(message->what, ABI_ANSWER_RETURN);
    assert_int_equal(message->info, ABI_INFO(9, 0, 0, 1));
    assert_int_equal(message->mr[0], 1234);
    assert_int_equal(fixture_answer(fixture, sender.thread)->info, 0);
}

static void receive_waits_for_a_sender(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread receiver = fixture_thread(fixture, 0);
    fixture_do(fixture, receiver.thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    assert_false(fixture_is_ready(fixture, receiver.thread));
    send(fixture, fixture->root, endpoint, 9, 1234);
    assert_int_equal(fixture_answer(fixture, receiver.thread)->mr[0], 1234);
    fixture_answer(fixture, fixture->root);
}

static void send_brings_the_badge_of_its_capability(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word badged = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 0x42);
    struct fixture_thread sender = fixture_thread(fixture, 0);
    send(fixture, sender.thread, badged, 0, 0);
    assert_int_equal(receive(fixture, endpoint)->capability, 0x42);
    fixture_answer(fixture, sender.thread);
    send(fixture, sender.thread, endpoint, 0, 0);
    assert_int_equal(receive(fixture, badged)->capability, 0);
}

static void senders_are_served_in_their_order(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    for (abi_word i = 0; i < 3; i++) {
        send(fixture, fixture_thread(fixture, 0).thread, endpoint, 0, 100 + i);
    }
    for (abi_word i = 0; i < 3; i++) {
        assert_int_equal(receive(fixture, endpoint)->mr[0], 100 + i);
    }
}

static void receivers_are_served_in_their_order(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread threads[3];
    for (unsigned i = 0; i < 3; i++) {
        threads[i] = fixture_thread(fixture, 0);
        fixture_do(fixture, threads[i].thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    }
    for (unsigned i = 0; i < 3; i++) {
        send(fixture, fixture->root, endpoint, 0, 100 + i);
        fixture_answer(fixture, fixture->root);
        assert_int_equal(fixture_answer(fixture, threads[i].thread)->mr[0], 100 + i);
    }
}

static void nbsend_without_a_receiver_is_lost(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    void *before = fixture_snapshot(fixture);
    fixture_do(fixture, fixture->root, ABI_SYS_NBSEND, endpoint, 0, WORDS(1), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_true(fixture_is_unchanged(fixture, before));
}

static void nbrecv_without_a_sender_gets_badge_0(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    void *before = fixture_snapshot(fixture);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->capability, 0);
    assert_true(fixture_is_unchanged(fixture, before));
}

static void a_message_of_full_length_arrives_whole(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread sender = fixture_thread(fixture, 0);
    struct abi_message *message = kernel_message(sender.thread);
    fixture_request(sender.thread, ABI_SYS_SEND, endpoint, 5, NO_WORDS, NO_WORDS);
    for (abi_word i = 0; i < ABI_MESSAGE_REGISTERS; i++) {
        message->mr[i] = ~i;
    }
    message->info = ABI_INFO(5, 0, 0, 127); /* more registers than there are */
    fixture_enter(fixture, sender.thread);
    assert_int_equal(receive(fixture, endpoint)->info, ABI_INFO(5, 0, 0, ABI_MESSAGE_REGISTERS));
    for (abi_word i = 0; i < ABI_MESSAGE_REGISTERS; i++) {
        assert_int_equal(kernel_message(fixture->root)->mr[i], ~i);
    }
}

static void registers_beyond_the_length_are_left_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread sender = fixture_thread(fixture, 0);
    kernel_message(fixture->root)->mr[2] = 0xabcd;
    fixture_do(fixture, sender.thread, ABI_SYS_SEND, endpoint, 0, WORDS(1, 2), NO_WORDS);
    kernel_message(sender.thread)->mr[2] = 0x1111;
    assert_int_equal(receive(fixture, endpoint)->mr[2], 0xabcd);
}

static void send_needs_the_write_right(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word reader = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL & ~ABI_RIGHT_WRITE);
    assert_int_equal(fixture_refuse(fixture, reader, 0, WORDS(1), NO_WORDS), ABI_INVALID_CAPABILITY);
}

static void receive_needs_the_read_right(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 2);
    abi_word writer = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL & ~ABI_RIGHT_READ);
    struct fixture_thread thread = fixture_thread(fixture, endpoint + 1);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, writer, 0, NO_WORDS, NO_WORDS);
    const struct abi_message *fault = receive(fixture, endpoint + 1);
    assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_CAP);
    assert_int_equal(fault->mr[1], writer);
    assert_int_equal(fault->mr[3], 2); /* missing capability */
}

static void cancel_badged_sends_restarts_those_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word one = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 1);
    abi_word two = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 2);
    abi_word copy = fixture_copy(fixture, one, ABI_RIGHTS_ALL);
    struct fixture_thread cancelled = fixture_thread(fixture, 0);
    struct fixture_thread other = fixture_thread(fixture, 0);
    fixture_do(fixture, cancelled.thread, ABI_SYS_CALL, copy, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, other.thread, ABI_SYS_CALL, two, 0, NO_WORDS, NO_WORDS);
    fixture_delete(fixture, two);
    fixture_revoke(fixture, one);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_CANCEL_BADGED_SENDS,
                                    WORDS(one, ABI_WORD_BITS), NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, cancelled.thread)->info), ABI_INVALID_CAPABILITY);
    assert_false(fixture_is_ready(fixture, other.thread));
    assert_int_equal(receive(fixture, endpoint)->capability, 2);
}

static void cancel_badged_sends_needs_all_rights(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word badged = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL & ~ABI_RIGHT_GRANT, 1);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_CANCEL_BADGED_SENDS,
                                    WORDS(badged, ABI_WORD_BITS), NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_CANCEL_BADGED_SENDS,
                                    WORDS(ABI_ROOT_TCB, ABI_WORD_BITS), NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
}

static void all_who_wait_at_an_endpoint_that_dies_ask_again(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread callers[3];
    for (unsigned i = 0; i < 3; i++) {
        callers[i] = fixture_thread(fixture, 0);
        fixture_do(fixture, callers[i].thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    }
    fixture_delete(fixture, endpoint);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, callers[i].thread)->info),
                         ABI_INVALID_CAPABILITY);
    }
}

/* A cancelled sender would queue behind all others. */
static void cancel_badged_sends_without_a_badge_leaves_everybody_in_place(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word badged = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 1);
    struct fixture_thread first = fixture_thread(fixture, 0);
    struct fixture_thread second = fixture_thread(fixture, 0);
    fixture_do(fixture, first.thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, second.thread, ABI_SYS_CALL, badged, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_CANCEL_BADGED_SENDS,
                                    WORDS(endpoint, ABI_WORD_BITS), NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(receive(fixture, endpoint)->capability, 0);
    assert_int_equal(receive(fixture, endpoint)->capability, 1);
}

static void yield_goes_behind_all_that_are_ready(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread first = fixture_thread(fixture, 0);
    fixture_do(fixture, first.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    assert_ptr_equal(kernel_ready_at(fixture->kernel, 1), fixture->root);
    assert_ptr_equal(kernel_take_ready(fixture->kernel), first.thread);
    assert_ptr_equal(kernel_take_ready(fixture->kernel), fixture->root);
    assert_null(kernel_take_ready(fixture->kernel));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(send_waits_for_a_receiver),
        KERNEL_TEST(receive_waits_for_a_sender),
        KERNEL_TEST(send_brings_the_badge_of_its_capability),
        KERNEL_TEST(senders_are_served_in_their_order),
        KERNEL_TEST(receivers_are_served_in_their_order),
        KERNEL_TEST(nbsend_without_a_receiver_is_lost),
        KERNEL_TEST(nbrecv_without_a_sender_gets_badge_0),
        KERNEL_TEST(a_message_of_full_length_arrives_whole),
        KERNEL_TEST(registers_beyond_the_length_are_left_alone),
        KERNEL_TEST(send_needs_the_write_right),
        KERNEL_TEST(receive_needs_the_read_right),
        KERNEL_TEST(all_who_wait_at_an_endpoint_that_dies_ask_again),
        KERNEL_TEST(cancel_badged_sends_restarts_those_alone),
        KERNEL_TEST(cancel_badged_sends_needs_all_rights),
        KERNEL_TEST(cancel_badged_sends_without_a_badge_leaves_everybody_in_place),
        KERNEL_TEST(yield_goes_behind_all_that_are_ready),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
