/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Call and its reply on a kernel with MCS: the life of a reply object.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define OWN_REPLY FIXTURE_REPLY_SLOT(0)

struct service {
    abi_word endpoint;
    struct fixture_thread client;
};

static struct service make_service(struct fixture *fixture)
{
    struct service made;
    made.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    made.client = fixture_thread(fixture, 0);
    return made;
}

static void call(struct fixture *fixture, const struct service *service)
{
    fixture_do(fixture, service->client.thread, ABI_SYS_CALL, service->endpoint, 1, WORDS(10, 11), NO_WORDS);
    assert_false(fixture_is_ready(fixture, service->client.thread));
}

static const struct abi_message *receive(struct fixture *fixture, abi_word endpoint)
{
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root);
}

static const struct abi_message *receive_with(struct fixture *fixture, abi_word endpoint, abi_word object)
{
    fixture_request(fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    kernel_message(fixture->root)->reply = object;
    fixture_enter(fixture, fixture->root);
    return fixture_answer(fixture, fixture->root);
}

static void reply(struct fixture *fixture, abi_word object, struct fixture_words caps)
{
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, object, 2, WORDS(99), caps);
    fixture_answer(fixture, fixture->root);
}

static void a_reply_answers_the_caller_once(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service);
    assert_int_equal(receive(fixture, service.endpoint)->mr[1], 11);
    reply(fixture, OWN_REPLY, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->info, ABI_INFO(2, 0, 0, 1));
    void *before = fixture_snapshot(fixture);
    reply(fixture, OWN_REPLY, NO_WORDS);
    assert_true(fixture_is_unchanged(fixture, before));
}

static void reply_recv_answers_and_waits_with_the_same_object(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service);
    receive(fixture, service.endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_REPLYRECV, service.endpoint, 2, WORDS(7), NO_WORDS);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->mr[0], 7);
    assert_false(fixture_is_ready(fixture, fixture->root));
    call(fixture, &service);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 10);
}

static void receiving_again_leaves_the_first_caller_inactive_until_it_is_resumed(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service);
    receive(fixture, service.endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, service.endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    reply(fixture, OWN_REPLY, NO_WORDS);
    assert_false(fixture_is_ready(fixture, service.client.thread));
    assert_int_equal(fixture_invoke(fixture, service.client.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(receive(fixture, service.endpoint)->mr[1], 11); /* it calls again */
}

static void deleting_the_object_leaves_the_caller_inactive(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word object = fixture_retype(fixture, ABI_OBJECT_REPLY, 0, 1);
    call(fixture, &service);
    receive_with(fixture, service.endpoint, object);
    fixture_delete(fixture, object);
    assert_false(fixture_is_ready(fixture, service.client.thread));
    assert_false(kernel_is_running(service.client.thread));
}

static void suspending_the_caller_empties_the_object(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service);
    receive(fixture, service.endpoint);
    assert_int_equal(fixture_invoke(fixture, service.client.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    reply(fixture, OWN_REPLY, NO_WORDS);
    assert_false(fixture_is_ready(fixture, service.client.thread));
}

static void a_reply_carries_capabilities_only_with_the_objects_grant_right(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word plain = fixture_copy(fixture, OWN_REPLY, 0);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_set_receive_slot(service.client.thread, slot);
    call(fixture, &service);
    receive(fixture, fixture_copy(fixture, service.endpoint, ABI_RIGHT_READ));
    reply(fixture, plain, WORDS(frame));
    assert_int_equal(fixture_answer(fixture, service.client.thread)->info, ABI_INFO(2, 0, 0, 1));
    assert_true(fixture_slot_is_empty(fixture, slot));
    call(fixture, &service);
    receive(fixture, fixture_copy(fixture, service.endpoint, ABI_RIGHT_READ));
    reply(fixture, OWN_REPLY, WORDS(frame));
    assert_int_equal(fixture_answer(fixture, service.client.thread)->info, ABI_INFO(2, 0, 1, 1));
    assert_string_equal(fixture_slot_name(fixture, slot), "frame");
}

/* The sender has gone on, so there is nobody to reply to, and nothing happens. */
static void a_reply_to_who_sent_where_a_call_is_expected_does_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    fixture_do(fixture, service.client.thread, ABI_SYS_SEND, service.endpoint, 1, WORDS(10), NO_WORDS);
    assert_int_equal(receive(fixture, service.endpoint)->mr[0], 10);
    fixture_answer(fixture, service.client.thread);
    reply(fixture, OWN_REPLY, NO_WORDS);
    call(fixture, &service);
    receive(fixture, service.endpoint);
    reply(fixture, OWN_REPLY, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->mr[0], 99);
}

static void a_caller_whose_receiver_waits_without_a_reply_object_stays_inactive(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service);
    fixture_do(fixture, fixture->root, ABI_SYS_WAIT, service.endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 10);
    reply(fixture, OWN_REPLY, NO_WORDS);
    assert_false(fixture_is_ready(fixture, service.client.thread));
}

static void a_receive_without_a_reply_object_is_a_fault(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread faulty = fixture_thread(fixture, endpoint);
    fixture_request(faulty.thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    kernel_message(faulty.thread)->reply = endpoint;
    fixture_enter(fixture, faulty.thread);
    const struct abi_message *fault = receive(fixture, endpoint);
    assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_CAP);
    assert_int_equal(fault->mr[1], endpoint);
    assert_int_equal(fault->mr[2], 1);
}

static void nbsend_recv_sends_and_receives(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    struct abi_message *message = kernel_message(service.client.thread);
    fixture_request(service.client.thread, ABI_SYS_NBSEND_WAIT, notification, 3, WORDS(5), NO_WORDS);
    message->destination = service.endpoint;
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, service.endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_enter(fixture, service.client.thread);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 5);
    assert_false(fixture_is_ready(fixture, service.client.thread));
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, notification, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->what, ABI_ANSWER_BADGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_reply_answers_the_caller_once),
        KERNEL_TEST(reply_recv_answers_and_waits_with_the_same_object),
        KERNEL_TEST(receiving_again_leaves_the_first_caller_inactive_until_it_is_resumed),
        KERNEL_TEST(deleting_the_object_leaves_the_caller_inactive),
        KERNEL_TEST(suspending_the_caller_empties_the_object),
        KERNEL_TEST(a_reply_carries_capabilities_only_with_the_objects_grant_right),
        KERNEL_TEST(a_reply_to_who_sent_where_a_call_is_expected_does_nothing),
        KERNEL_TEST(a_caller_whose_receiver_waits_without_a_reply_object_stays_inactive),
        KERNEL_TEST(a_receive_without_a_reply_object_is_a_fault),
        KERNEL_TEST(nbsend_recv_sends_and_receives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
