/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Call and Reply: the life of the reply capability.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

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

static void call(struct fixture *fixture, const struct service *service, abi_word endpoint)
{
    fixture_do(fixture, service->client.thread, ABI_SYS_CALL, endpoint, 1, WORDS(10, 11), NO_WORDS);
    assert_false(fixture_is_ready(fixture, service->client.thread));
}

static const struct abi_message *receive(struct fixture *fixture, abi_word endpoint)
{
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root);
}

static void reply(struct fixture *fixture, abi_word word, struct fixture_words caps)
{
    fixture_reply(fixture, fixture->root, 2, WORDS(word), caps);
    fixture_answer(fixture, fixture->root);
}

static void reply_answers_the_caller(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service, service.endpoint);
    assert_int_equal(receive(fixture, service.endpoint)->mr[1], 11);
    assert_false(fixture_is_ready(fixture, service.client.thread));
    reply(fixture, 99, NO_WORDS);
    const struct abi_message *answer = fixture_answer(fixture, service.client.thread);
    assert_int_equal(answer->info, ABI_INFO(2, 0, 0, 1));
    assert_int_equal(answer->mr[0], 99);
    assert_int_equal(answer->capability, 0);
}

static void reply_works_once(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    reply(fixture, 1, NO_WORDS);
    fixture_answer(fixture, service.client.thread);
    void *before = fixture_snapshot(fixture);
    reply(fixture, 2, NO_WORDS);
    assert_true(fixture_is_unchanged(fixture, before));
}

static void reply_recv_answers_and_waits(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_REPLYRECV, service.endpoint, 2, WORDS(7), NO_WORDS);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->mr[0], 7);
    assert_false(fixture_is_ready(fixture, fixture->root));
    call(fixture, &service, service.endpoint);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 10);
}

static void receive_drops_an_unused_reply_capability(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    struct kernel_census before;
    struct kernel_census after;
    call(fixture, &service, service.endpoint);
    kernel_get_census(fixture->kernel, &before);
    receive(fixture, service.endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, service.endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    kernel_get_census(fixture->kernel, &after);
    assert_int_equal(before.capabilities, after.capabilities);
    reply(fixture, 1, NO_WORDS);
    assert_false(fixture_is_ready(fixture, service.client.thread));
}

static void waiting_on_a_notification_keeps_the_reply_capability(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, notification, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    reply(fixture, 1, NO_WORDS);
    fixture_answer(fixture, service.client.thread);
}

static void save_caller_keeps_the_reply_for_later(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER, WORDS(slot, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, service.endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, slot, 3, WORDS(5), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->mr[0], 5);
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void save_caller_needs_an_empty_slot(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER,
                                    WORDS(ABI_ROOT_TCB, ABI_WORD_BITS), NO_WORDS),
                     ABI_DELETE_FIRST);
    reply(fixture, 1, NO_WORDS);
    fixture_answer(fixture, service.client.thread);
}

static void a_reply_capability_cannot_be_copied(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word slot = fixture_slots(fixture, 2);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER, WORDS(slot, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot + 1, ABI_WORD_BITS, slot, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(slot + 1, ABI_WORD_BITS, slot, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBSEND, slot + 1, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    fixture_answer(fixture, service.client.thread);
}

static void a_saved_reply_deleted_leaves_the_caller_waiting(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER, WORDS(slot, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
    fixture_delete(fixture, slot);
    assert_false(fixture_is_ready(fixture, service.client.thread));
    assert_false(kernel_is_running(service.client.thread));
}

static void call_without_grant_rights_gets_no_reply_capability(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word plain = fixture_copy(fixture, service.endpoint, ABI_RIGHT_READ | ABI_RIGHT_WRITE);
    call(fixture, &service, plain);
    assert_int_equal(receive(fixture, service.endpoint)->mr[0], 10);
    reply(fixture, 1, NO_WORDS);
    assert_false(fixture_is_ready(fixture, service.client.thread));
}

static void call_with_grant_reply_can_be_answered_with_a_capability(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word plain = fixture_copy(fixture, service.endpoint, ABI_RIGHT_WRITE | ABI_RIGHT_GRANT_REPLY);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_set_receive_slot(service.client.thread, slot);
    call(fixture, &service, plain);
    receive(fixture, service.endpoint);
    reply(fixture, 1, WORDS(frame));
    assert_int_equal(fixture_answer(fixture, service.client.thread)->info, ABI_INFO(2, 0, 1, 1));
    assert_string_equal(fixture_slot_name(fixture, slot), "frame");
}

static void reply_brings_no_capability_where_the_receiver_had_no_grant(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word reader = fixture_copy(fixture, service.endpoint, ABI_RIGHT_READ);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_set_receive_slot(service.client.thread, slot);
    call(fixture, &service, service.endpoint);
    receive(fixture, reader);
    reply(fixture, 1, WORDS(frame));
    assert_int_equal(fixture_answer(fixture, service.client.thread)->info, ABI_INFO(2, 0, 0, 1));
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void reply_brings_no_capability_where_a_waiting_receiver_had_no_grant(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word reader = fixture_copy(fixture, service.endpoint, ABI_RIGHT_READ);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_set_receive_slot(service.client.thread, slot);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, reader, 0, NO_WORDS, NO_WORDS);
    call(fixture, &service, service.endpoint);
    fixture_answer(fixture, fixture->root);
    reply(fixture, 1, WORDS(frame));
    assert_int_equal(fixture_answer(fixture, service.client.thread)->info, ABI_INFO(2, 0, 0, 1));
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void call_on_a_reply_capability_answers_and_returns(void **state)
{
    struct fixture *fixture = *state;
    struct service service = make_service(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    call(fixture, &service, service.endpoint);
    receive(fixture, service.endpoint);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER, WORDS(slot, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, slot, 0, WORDS(6), NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_answer(fixture, service.client.thread)->mr[0], 6);
}

static void delete_of_a_tcb_removes_the_reply_capability_to_it(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census census;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread caller = fixture_thread(fixture, 0);
    abi_word saved = fixture_slots(fixture, 1);
    fixture_do(fixture, caller.thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER, WORDS(saved, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, saved), "reply");
    fixture_delete(fixture, caller.tcb);
    assert_true(fixture_slot_is_empty(fixture, saved));
    kernel_get_census(fixture->kernel, &census);
    assert_int_equal(census.capabilities, fixture->at_boot.capabilities + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(reply_answers_the_caller),
        KERNEL_TEST(reply_works_once),
        KERNEL_TEST(reply_recv_answers_and_waits),
        KERNEL_TEST(receive_drops_an_unused_reply_capability),
        KERNEL_TEST(waiting_on_a_notification_keeps_the_reply_capability),
        KERNEL_TEST(save_caller_keeps_the_reply_for_later),
        KERNEL_TEST(save_caller_needs_an_empty_slot),
        KERNEL_TEST(a_reply_capability_cannot_be_copied),
        KERNEL_TEST(a_saved_reply_deleted_leaves_the_caller_waiting),
        KERNEL_TEST(call_without_grant_rights_gets_no_reply_capability),
        KERNEL_TEST(call_with_grant_reply_can_be_answered_with_a_capability),
        KERNEL_TEST(reply_brings_no_capability_where_the_receiver_had_no_grant),
        KERNEL_TEST(reply_brings_no_capability_where_a_waiting_receiver_had_no_grant),
        KERNEL_TEST(call_on_a_reply_capability_answers_and_returns),
        KERNEL_TEST(delete_of_a_tcb_removes_the_reply_capability_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
