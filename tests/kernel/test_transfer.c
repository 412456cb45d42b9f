/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities in messages: the single receive slot, unwrapping, and silent drops.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel_kinds.h"
#include "support/kernel_fixture.h"

/* A sender waiting on an endpoint, where the root task is to receive. */
struct meeting {
    abi_word endpoint;
    abi_word frame; /* usually the capability to send */
    struct fixture_thread sender;
};

static struct meeting make_meeting(struct fixture *fixture)
{
    struct meeting made;
    made.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 2);
    made.frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    made.sender = fixture_thread(fixture, made.endpoint + 1);
    return made;
}

static void send(struct fixture *fixture, const struct meeting *meeting, struct fixture_words caps)
{
    fixture_do(fixture, meeting->sender.thread, ABI_SYS_SEND, meeting->endpoint, 7, WORDS(1, 2), caps);
}

static const struct abi_message *receive(struct fixture *fixture, abi_word endpoint)
{
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root);
}

static void a_capability_arrives_in_the_receive_slot(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    send(fixture, &meeting, WORDS(meeting.frame));
    fixture_set_receive_slot(fixture->root, slot);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 1, 2));
    assert_string_equal(fixture_slot_name(fixture, slot), "frame");
    fixture_revoke(fixture, meeting.frame);
    assert_true(fixture_slot_is_empty(fixture, slot));
}

/* The badge of an unwrapped capability stays in the message until the next one. */
static void an_arrived_capability_has_no_badge(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word badged = fixture_mint(fixture, meeting.endpoint, ABI_RIGHTS_ALL, 9);
    send(fixture, &meeting, WORDS(badged));
    assert_int_equal(receive(fixture, meeting.endpoint)->caps[0], 9);
    fixture_answer(fixture, meeting.sender.thread);
    send(fixture, &meeting, WORDS(meeting.frame));
    fixture_set_receive_slot(fixture->root, fixture_slots(fixture, 1));
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 1, 2));
    assert_int_equal(kernel_message(fixture->root)->caps[0], 0);
}

static void a_capability_arrives_where_the_receiver_waits_first(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_set_receive_slot(meeting.sender.thread, slot);
    fixture_do(fixture, meeting.sender.thread, ABI_SYS_RECV, meeting.endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, meeting.endpoint, 0, NO_WORDS, WORDS(meeting.frame));
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_answer(fixture, meeting.sender.thread)->info, ABI_INFO(0, 0, 1, 0));
    assert_string_equal(fixture_slot_name(fixture, slot), "frame");
}

static void of_several_capabilities_one_arrives(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    send(fixture, &meeting, WORDS(meeting.frame, ABI_ROOT_TCB, ABI_ROOT_VSPACE));
    fixture_set_receive_slot(fixture->root, slot);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 1, 2));
    assert_string_equal(fixture_slot_name(fixture, slot), "frame");
}

static void an_occupied_receive_slot_drops_the_capability(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    send(fixture, &meeting, WORDS(meeting.frame));
    fixture_set_receive_slot(fixture->root, ABI_ROOT_TCB);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 0, 2));
    assert_string_equal(fixture_slot_name(fixture, ABI_ROOT_TCB), "tcb");
}

static void a_bad_receive_path_drops_the_capability(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    struct abi_message *message = kernel_message(fixture->root);
    abi_word slot = fixture_slots(fixture, 1);
    const abi_word paths[][3] = {{0, 0, 0},
                                 {ABI_ROOT_CNODE, slot, 0},
                                 {ABI_ROOT_CNODE, slot, ABI_WORD_BITS + 1},
                                 {ABI_ROOT_CNODE, ~0UL, ABI_WORD_BITS},
                                 {ABI_ROOT_TCB, slot, ABI_WORD_BITS},
                                 {~0UL, slot, ABI_WORD_BITS}};
    for (unsigned i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        send(fixture, &meeting, WORDS(meeting.frame));
        message->receive_root = paths[i][0];
        message->receive_index = paths[i][1];
        message->receive_depth = paths[i][2];
        assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 0, 2));
        fixture_answer(fixture, meeting.sender.thread);
    }
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void a_capability_to_the_endpoint_itself_is_unwrapped(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word badged = fixture_mint(fixture, meeting.endpoint, ABI_RIGHTS_ALL, 0x55);
    abi_word slot = fixture_slots(fixture, 1);
    send(fixture, &meeting, WORDS(badged, meeting.frame, badged));
    fixture_set_receive_slot(fixture->root, slot);
    const struct abi_message *message = receive(fixture, meeting.endpoint);
    assert_int_equal(message->info, ABI_INFO(7, 5, 3, 2));
    assert_int_equal(message->caps[0], 0x55);
    assert_int_equal(message->caps[2], 0x55);
    assert_string_equal(fixture_slot_name(fixture, slot), "frame");
}

static void a_capability_to_another_endpoint_arrives_itself(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word other = fixture_mint(fixture, meeting.endpoint + 1, ABI_RIGHTS_ALL, 0x55);
    abi_word slot = fixture_slots(fixture, 1);
    send(fixture, &meeting, WORDS(other));
    fixture_set_receive_slot(fixture->root, slot);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 1, 2));
    assert_string_equal(fixture_slot_name(fixture, slot), "endpoint");
}

static void unwrapping_needs_no_receive_slot(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word badged = fixture_mint(fixture, meeting.endpoint, ABI_RIGHTS_ALL, 0x55);
    send(fixture, &meeting, WORDS(badged, meeting.frame, badged));
    fixture_set_receive_slot(fixture->root, 0);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 1, 1, 2));
}

static void capabilities_are_sent_with_grant_alone(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word no_grant = fixture_copy(fixture, meeting.endpoint, ABI_RIGHTS_ALL & ~ABI_RIGHT_GRANT);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_do(fixture, meeting.sender.thread, ABI_SYS_SEND, no_grant, 7, NO_WORDS, WORDS(meeting.frame));
    fixture_set_receive_slot(fixture->root, slot);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 0, 0));
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void what_cannot_be_copied_is_not_sent(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    const abi_word sent[] = {ABI_ROOT_IRQ_CONTROL, OTHER_CONTROL, fixture->untyped, slot};
    fixture_set_receive_slot(fixture->root, slot);
    for (unsigned i = 0; i < 4; i++) {
        send(fixture, &meeting, WORDS(sent[i]));
        assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 0, 2));
        fixture_answer(fixture, meeting.sender.thread);
        assert_true(fixture_slot_is_empty(fixture, slot));
    }
}

static void a_capability_address_that_leads_nowhere_is_a_fault_of_the_sender(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    send(fixture, &meeting, WORDS(meeting.frame, ~0UL));
    const struct abi_message *fault = receive(fixture, meeting.endpoint + 1);
    assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_CAP);
    assert_int_equal(fault->mr[1], ~0UL);
    assert_int_equal(fault->mr[2], 0);
}

/* The sender's CSpace changed while it waited: the first capability exists, the second does not. */
static void where_one_capability_is_gone_none_arrives(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word beyond = (1 << (FIXTURE_CNODE_BITS - 1)) + 1;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, FIXTURE_CNODE_BITS - 1, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_COPY,
                                    WORDS(meeting.frame, FIXTURE_CNODE_BITS - 1, meeting.frame, ABI_WORD_BITS,
                                          ABI_RIGHTS_ALL),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    send(fixture, &meeting, WORDS(meeting.frame, beyond));
    assert_int_equal(fixture_set_space(fixture, meeting.sender.tcb, 0, cnode,
                                       ABI_GUARD_DATA(0, ABI_WORD_BITS - FIXTURE_CNODE_BITS + 1),
                                       ABI_ROOT_VSPACE),
                     ABI_NO_ERROR);
    fixture_set_receive_slot(fixture->root, slot);
    assert_int_equal(receive(fixture, meeting.endpoint)->info, ABI_INFO(7, 0, 0, 2));
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void a_frame_arrives_unmapped(void **state)
{
    struct fixture *fixture = *state;
    struct meeting meeting = make_meeting(fixture);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_map_tables(fixture, ABI_ROOT_VSPACE, 0x400000);
    assert_int_equal(
        fixture_invoke(fixture, meeting.frame, ABI_PAGE_MAP, WORDS(0x400000, 3, 0), WORDS(ABI_ROOT_VSPACE)),
        ABI_NO_ERROR);
    send(fixture, &meeting, WORDS(meeting.frame));
    fixture_set_receive_slot(fixture->root, slot);
    receive(fixture, meeting.endpoint);
    fixture_delete(fixture, slot);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_capability_arrives_in_the_receive_slot),
        KERNEL_TEST(an_arrived_capability_has_no_badge),
        KERNEL_TEST(a_capability_arrives_where_the_receiver_waits_first),
        KERNEL_TEST(of_several_capabilities_one_arrives),
        KERNEL_TEST(an_occupied_receive_slot_drops_the_capability),
        KERNEL_TEST(a_bad_receive_path_drops_the_capability),
        KERNEL_TEST(a_capability_to_the_endpoint_itself_is_unwrapped),
        KERNEL_TEST(a_capability_to_another_endpoint_arrives_itself),
        KERNEL_TEST(unwrapping_needs_no_receive_slot),
        KERNEL_TEST(capabilities_are_sent_with_grant_alone),
        KERNEL_TEST(what_cannot_be_copied_is_not_sent),
        KERNEL_TEST(a_capability_address_that_leads_nowhere_is_a_fault_of_the_sender),
        KERNEL_TEST(where_one_capability_is_gone_none_arrives),
        KERNEL_TEST(a_frame_arrives_unmapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
