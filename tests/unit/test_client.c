/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sel4rpc_call(): what it sends, how it takes every reply, and that a failed call holds nothing.
 */
#include "support/golden.h"
#include "support/scripted_server.h"
#include "support/test.h"

#include <string.h>

static const RpcMessage an_allocation = {.which_msg = RpcMessage_memory_tag,
                                         .msg.memory = {.address = 1, .size_bits = 12, .type = 7}};
static const RpcMessage a_free = {
    .which_msg = RpcMessage_memory_tag,
    .msg.memory = {.address = 0x77, .size_bits = 12, .type = 7, .action = Action_FREE}};
static const RpcMessage an_irq = {
    .which_msg = RpcMessage_irq_tag,
    .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = 4}}};
static const RpcMessage some_ports = {.which_msg = RpcMessage_ioport_tag,
                                      .msg.ioport = {.start = 0x3f8, .end = 0x3ff}};

static int call(sel4rpc_client_t *client, RpcMessage *message, sel4rpc_slot_t slot)
{
    return sel4rpc_call(client, message, slot.root, slot.index, slot.depth);
}

static int call_without_slot(sel4rpc_client_t *client, RpcMessage *message)
{
    return call(client, message, (sel4rpc_slot_t){0, 0, 0});
}

/* Expects a failed call: its error, and an error code in the message. */
static void assert_call_fails(sel4rpc_client_t *client, RpcMessage request, sel4rpc_slot_t slot, int error)
{
    assert_int_equal(call(client, &request, slot), error);
    assert_int_equal(request.which_msg, RpcMessage_ret_tag);
    assert_in_range(request.msg.ret.errorCode, 1, seL4_NotEnoughMemory);
    assert_int_equal(request.msg.ret.cookie, 0);
}

static void call_sends_magic_and_golden_bytes(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = golden_messages[0].message;

    server_replies(server_answer(0, 0, 1));
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_int_equal(scripted_kernel.calls, 1);
    assert_int_equal(ABI_INFO_LABEL(scripted_kernel.request.info), 0);
    assert_int_equal(ABI_INFO_EXTRA_CAPS(scripted_kernel.request.info), 0);
    assert_int_equal(scripted_kernel.request.mr[0], 0xcafed00d);
    assert_memory_equal(&scripted_kernel.request.mr[1], golden_messages[0].bytes, golden_messages[0].count);
    assert_int_equal(ABI_INFO_LENGTH(scripted_kernel.request.info),
                     1 + (golden_messages[0].count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word));
}

static void call_sends_the_magic_of_its_client(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_irq;

    server_replies(server_answer(0, 0, 1));
    assert_int_equal(sel4rpc_client_init(client, SCRIPTED_ENDPOINT, 0x1234), 0);
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_int_equal(scripted_kernel.request.mr[0], 0x1234);
}

static void call_asks_for_the_capability_in_the_slot(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_allocation;

    server_replies(server_answer(0, 5, 1));
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_int_equal(scripted_server.paths[0].root, SCRIPTED_CLIENT_CNODE);
    assert_int_equal(scripted_server.paths[0].index, 40);
    assert_int_equal(scripted_server.paths[0].depth, seL4_WordBits);
}

static void call_returns_the_answer_in_the_message(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_allocation;

    server_replies(server_answer(0, UINT64_MAX, 1));
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_int_equal(message.which_msg, RpcMessage_ret_tag);
    assert_int_equal(message.msg.ret.errorCode, 0);
    assert_int_equal(message.msg.errorCode, 0);
    assert_int_equal(message.msg.ret.cookie, UINT64_MAX);
    assert_int_equal(scripted_kernel.deletes, 0);
}

static void call_returns_0_with_every_error_of_the_server(void **state)
{
    sel4rpc_client_t *client = *state;

    for (uint32_t error = 1; error <= seL4_NotEnoughMemory; error++) {
        RpcMessage message = an_allocation;
        scripted_server.count = 0;
        scripted_kernel.calls = 0;
        server_replies(server_answer(error, 0, 0));
        assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
        assert_int_equal(message.msg.ret.errorCode, error);
        assert_int_equal(message.msg.errorCode, error);
        assert_int_equal(scripted_kernel.calls, 1);
    }
}

static void call_without_pointers_fails_and_sends_nothing(void **state)
{
    sel4rpc_client_t *client = *state;

    assert_int_equal(call(client, NULL, CLIENT_SLOT), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(call(NULL, NULL, CLIENT_SLOT), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(scripted_kernel.calls, 0);
}

static void call_without_client_leaves_an_error_in_the_message(void **state)
{
    (void)state;
    assert_call_fails(NULL, an_allocation, CLIENT_SLOT, SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(scripted_kernel.calls, 0);
}

static void call_with_an_unknown_message_fails_and_sends_nothing(void **state)
{
    const pb_size_t kinds[] = {0, 5, 9, RpcMessage_errorCode_tag, 9999};

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        RpcMessage message = {.which_msg = kinds[i]};
        assert_call_fails(*state, message, CLIENT_SLOT, SEL4RPC_BAD_REQUEST);
    }
    assert_int_equal(scripted_kernel.calls, 0);
}

static void call_refuses_a_reply_with_a_label(void **state)
{
    struct scripted_reply reply = server_answer(0, 0, 0);

    reply.label = seL4_InvalidCapability;
    server_replies(reply);
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_NOT_A_SERVER);
    assert_int_equal(scripted_kernel.calls, 1);
}

static void call_gives_the_kernels_error_where_the_endpoint_is_none(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_irq;

    server_replies((struct scripted_reply){.label = seL4_IllegalOperation});
    assert_int_equal(call(client, &message, CLIENT_SLOT), SEL4RPC_NOT_A_SERVER);
    assert_int_equal(message.msg.ret.errorCode, seL4_IllegalOperation);
}

static void call_gives_the_last_of_the_kernels_errors_and_none_beyond(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_irq;

    server_replies((struct scripted_reply){.label = seL4_NotEnoughMemory});
    server_replies((struct scripted_reply){.label = seL4_NotEnoughMemory + 1});
    assert_int_equal(call(client, &message, CLIENT_SLOT), SEL4RPC_NOT_A_SERVER);
    assert_int_equal(message.msg.ret.errorCode, seL4_NotEnoughMemory);
    message = an_irq;
    assert_int_equal(call(client, &message, CLIENT_SLOT), SEL4RPC_NOT_A_SERVER);
    assert_int_equal(message.msg.ret.errorCode, seL4_InvalidCapability);
}

static void call_gives_an_error_code_for_a_label_that_is_none(void **state)
{
    server_replies((struct scripted_reply){.label = 0x12345});
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_NOT_A_SERVER);
}

static void call_refuses_an_empty_reply(void **state)
{
    server_replies((struct scripted_reply){.label = 0});
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_BAD_REPLY);
}

/* The registers beyond the length hold the rest of an earlier answer. */
static void call_refuses_a_reply_that_is_shorter_than_it_says(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_irq;
    static const uint8_t answer[16] = {0x0d, 0x0a, 0x0b, 0x10, 0xff, 0xff, 0xff,
                                       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};

    server_replies((struct scripted_reply){.bytes = answer, .count = sizeof(answer), .caps = 1});
    server_replies((struct scripted_reply){.bytes = answer, .count = sizeof(answer), .length = 1});
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_call_fails(client, an_irq, CLIENT_SLOT, SEL4RPC_BAD_REPLY);
}

static void call_refuses_a_length_beyond_the_message_registers(void **state)
{
    struct scripted_reply reply = server_answer(0, 0, 0);

    reply.length = 127;
    server_replies(reply);
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_BAD_REPLY);
}

static void call_refuses_a_reply_that_cannot_be_decoded(void **state)
{
    static const uint8_t nonsense[] = {0x05, 0x0a, 0x7f, 0xff, 0xff, 0xff};

    server_replies((struct scripted_reply){.bytes = nonsense, .count = sizeof(nonsense)});
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_BAD_REPLY);
}

static void call_refuses_a_reply_that_is_no_answer(void **state)
{
    const RpcMessage replies[] = {an_allocation, an_irq, some_ports};

    for (size_t i = 0; i < COUNT_OF(replies); i++) {
        scripted_server.count = 0;
        server_replies((struct scripted_reply){.message = replies[i]});
        assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_BAD_REPLY);
    }
}

static void call_refuses_a_reply_that_holds_nothing_known(void **state)
{
    static const uint8_t unknown[] = {0x04, 0x2a, 0x02, 0x08, 0x01};

    server_replies((struct scripted_reply){.bytes = unknown, .count = sizeof(unknown)});
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_BAD_REPLY);
}

static void call_gives_memory_back_whose_capability_did_not_arrive(void **state)
{
    server_replies(server_answer(0, 0x123456789abcdef0, 0));
    server_replies(server_answer(0, 0, 0));
    assert_call_fails(*state, an_allocation, CLIENT_SLOT, SEL4RPC_NO_CAPABILITY);
    assert_int_equal(scripted_kernel.calls, 2);

    const RpcMessage *sent = &scripted_server.requests[1];
    assert_int_equal(sent->which_msg, RpcMessage_memory_tag);
    assert_int_equal(sent->msg.memory.action, Action_FREE);
    assert_int_equal(sent->msg.memory.address, 0x123456789abcdef0);
    assert_int_equal(sent->msg.memory.type, 7);
    assert_int_equal(sent->msg.memory.size_bits, 12);
    assert_int_equal(scripted_server.paths[1].root, 0);
}

static void call_says_where_the_grant_could_not_be_given_back(void **state)
{
    server_replies(server_answer(0, 1, 0));
    server_replies((struct scripted_reply){.label = 99});
    assert_call_fails(*state, an_allocation, CLIENT_SLOT, SEL4RPC_NOT_FREED);
    server_replies(server_answer(0, 1, 0));
    server_replies(server_answer(seL4_InvalidCapability, 0, 0));
    assert_call_fails(*state, an_allocation, CLIENT_SLOT, SEL4RPC_NOT_FREED);
    assert_int_equal(scripted_kernel.calls, 4);
}

static void call_fails_where_a_device_capability_did_not_arrive(void **state)
{
    server_replies(server_answer(0, 0, 0));
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_NO_CAPABILITY);
    assert_call_fails(*state, some_ports, CLIENT_SLOT, SEL4RPC_NO_CAPABILITY);
    assert_int_equal(scripted_kernel.calls, 2); /* nothing to free */
}

static void call_releases_a_recorded_device_whose_capability_did_not_arrive(void **state)
{
    server_replies(server_answer(0, 0x123456789abcdef0, 0));
    server_replies(server_answer(0, 0, 0));
    assert_call_fails(*state, an_irq, CLIENT_SLOT, SEL4RPC_NO_CAPABILITY);
    assert_int_equal(scripted_kernel.calls, 2);
    assert_int_equal(scripted_server.requests[1].which_msg, RpcMessage_release_tag);
    assert_int_equal(scripted_server.requests[1].msg.release.cookie, 0x123456789abcdef0);
    assert_int_equal(scripted_server.paths[1].root, 0);
}

/* A capability to the very endpoint arrives as its badge; the slot stays empty. */
static void call_does_not_take_an_unwrapped_capability_for_one_that_arrived(void **state)
{
    struct scripted_reply reply = server_answer(0, 9, 1);

    reply.unwrapped = 1;
    server_replies(reply);
    server_replies(server_answer(0, 0, 0));
    assert_call_fails(*state, an_allocation, CLIENT_SLOT, SEL4RPC_NO_CAPABILITY);
    assert_int_equal(scripted_kernel.deletes, 0);
}

static void call_sees_the_capability_beside_an_unwrapped_one(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_allocation;
    struct scripted_reply reply = server_answer(0, 9, 2);

    reply.unwrapped = 2;
    server_replies(reply);
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_int_equal(message.msg.ret.errorCode, 0);
}

static void call_without_slot_gives_the_grant_back(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = an_allocation;

    server_replies(server_answer(0, 9, 0));
    server_replies(server_answer(0, 0, 0));
    assert_int_equal(call_without_slot(client, &message), SEL4RPC_NO_CAPABILITY);
    assert_int_equal(scripted_kernel.calls, 2);
    assert_int_equal(scripted_server.paths[0].root, 0);
}

static void call_to_free_needs_no_capability(void **state)
{
    sel4rpc_client_t *client = *state;
    RpcMessage message = a_free;

    server_replies(server_answer(0, 0, 0));
    assert_int_equal(call(client, &message, CLIENT_SLOT), 0);
    assert_int_equal(message.msg.ret.errorCode, 0);
}

static void assert_stray_is_deleted(sel4rpc_client_t *client, RpcMessage request, int error)
{
    unsigned before = scripted_kernel.deletes;

    assert_call_fails(client, request, CLIENT_SLOT, error);
    assert_int_equal(scripted_kernel.deletes, before + 1);
    assert_int_equal(scripted_kernel.deletion.mr[0], CLIENT_SLOT.index);
    assert_int_equal(scripted_kernel.deletion.mr[1], CLIENT_SLOT.depth);
}

static void call_deletes_a_capability_that_comes_with_an_error(void **state)
{
    server_replies(server_answer(seL4_NotEnoughMemory, 0, 1));
    assert_stray_is_deleted(*state, an_allocation, SEL4RPC_STRAY_CAPABILITY);
}

static void call_deletes_a_capability_that_comes_with_a_free(void **state)
{
    server_replies(server_answer(0, 0, 1));
    assert_stray_is_deleted(*state, a_free, SEL4RPC_STRAY_CAPABILITY);
}

static void call_deletes_a_capability_that_comes_without_an_answer(void **state)
{
    static const uint8_t nonsense[] = {0xff, 0xff};

    server_replies((struct scripted_reply){.bytes = nonsense, .count = sizeof(nonsense), .caps = 1});
    assert_stray_is_deleted(*state, an_irq, SEL4RPC_BAD_REPLY);
}

static void call_deletes_a_capability_that_comes_with_a_label(void **state)
{
    struct scripted_reply reply = server_answer(0, 0, 1);

    reply.label = 1;
    server_replies(reply);
    assert_stray_is_deleted(*state, an_irq, SEL4RPC_NOT_A_SERVER);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scripted_server_set_up, scripted_server_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(call_sends_magic_and_golden_bytes),
        TEST(call_sends_the_magic_of_its_client),
        TEST(call_asks_for_the_capability_in_the_slot),
        TEST(call_returns_the_answer_in_the_message),
        TEST(call_returns_0_with_every_error_of_the_server),
        TEST(call_without_pointers_fails_and_sends_nothing),
        TEST(call_without_client_leaves_an_error_in_the_message),
        TEST(call_with_an_unknown_message_fails_and_sends_nothing),
        TEST(call_refuses_a_reply_with_a_label),
        TEST(call_gives_the_kernels_error_where_the_endpoint_is_none),
        TEST(call_gives_the_last_of_the_kernels_errors_and_none_beyond),
        TEST(call_gives_an_error_code_for_a_label_that_is_none),
        TEST(call_refuses_an_empty_reply),
        TEST(call_refuses_a_reply_that_is_shorter_than_it_says),
        TEST(call_refuses_a_length_beyond_the_message_registers),
        TEST(call_refuses_a_reply_that_cannot_be_decoded),
        TEST(call_refuses_a_reply_that_is_no_answer),
        TEST(call_refuses_a_reply_that_holds_nothing_known),
        TEST(call_gives_memory_back_whose_capability_did_not_arrive),
        TEST(call_says_where_the_grant_could_not_be_given_back),
        TEST(call_fails_where_a_device_capability_did_not_arrive),
        TEST(call_releases_a_recorded_device_whose_capability_did_not_arrive),
        TEST(call_does_not_take_an_unwrapped_capability_for_one_that_arrived),
        TEST(call_sees_the_capability_beside_an_unwrapped_one),
        TEST(call_without_slot_gives_the_grant_back),
        TEST(call_to_free_needs_no_capability),
        TEST(call_deletes_a_capability_that_comes_with_an_error),
        TEST(call_deletes_a_capability_that_comes_with_a_free),
        TEST(call_deletes_a_capability_that_comes_without_an_answer),
        TEST(call_deletes_a_capability_that_comes_with_a_label),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
