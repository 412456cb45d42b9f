/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sel4rpc_server_handle() and sel4rpc_server_recv(): what counts as a request, and that each gets exactly one
 * answer, whatever its bytes are.
 */
#include "support/golden.h"
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/test.h"

#include <string.h>
#include <vspace/arch/page.h>

static bool handle(struct served *served, seL4_Word label, seL4_Word length)
{
    return sel4rpc_server_handle(&served->env, A_CLIENT, seL4_MessageInfo_new(label, 0, 0, length));
}

/* Bytes that no handler may see, and that get an error. */
static void assert_bytes_refused(struct served *served, const uint8_t *bytes, size_t count)
{
    struct answer answer = serve_registers(served, A_CLIENT, put_bytes(bytes, count));

    assert_int_equal(answer.error, seL4_InvalidArgument);
    assert_int_equal(answer.cookie, 0);
    assert_int_equal(answer.caps, 0);
    assert_int_equal(served->memory.calls + served->devices.calls, 0);
}

#define ASSERT_REFUSED(served, ...)                                                                          \
    assert_bytes_refused(served, (const uint8_t[]){__VA_ARGS__}, sizeof((uint8_t[]){__VA_ARGS__}))

static void handle_leaves_alone_what_is_no_request(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    seL4_Word length = seL4_MessageInfo_get_length(put_request(&request));
    seL4_IPCBuffer before = *seL4_GetIPCBuffer();

    assert_false(handle(served, 1, length)); /* a fault */
    assert_false(handle(served, 6, length));
    assert_false(handle(served, 0, 0));
    sel4rpc_server_set_magic(&served->env, 0x1234);
    assert_false(handle(served, 0, length));
    sel4rpc_server_set_magic(&served->env, SEL4RPC_MSG_MAGIC ^ (seL4_Word)1 << (seL4_WordBits - 1));
    assert_false(handle(served, 0, length));
    assert_memory_equal(seL4_GetIPCBuffer(), &before, sizeof(before));
    assert_int_equal(scripted_kernel.replies, 0);
    assert_int_equal(served->memory.calls, 0);
}

static void handle_takes_a_request_of_the_magic_that_was_set(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    seL4_MessageInfo_t info = put_request(&request);

    sel4rpc_server_set_magic(&served->env, 0x1234);
    seL4_SetMR(0, 0x1234);
    assert_int_equal(serve_registers(served, A_CLIENT, info).error, 0);
}

/* The error for each golden message. */
static seL4_Error golden_error(const RpcMessage *message)
{
    switch (message->which_msg) {
    case RpcMessage_memory_tag:
        return message->msg.memory.action == Action_FREE ? seL4_InvalidCapability : seL4_NoError;
    case RpcMessage_irq_tag:
        if (message->msg.irq.which_type == IrqAllocMessage_simple_tag) {
            return message->msg.irq.type.simple.setTrigger ? seL4_IllegalOperation : seL4_NoError;
        }
        return message->msg.irq.which_type == IrqAllocMessage_msi_tag      ? seL4_NoError
               : message->msg.irq.which_type == IrqAllocMessage_ioapic_tag ? seL4_RangeError
                                                                           : seL4_InvalidArgument;
    case RpcMessage_ioport_tag:
    case RpcMessage_version_tag:
        return seL4_NoError;
    case RpcMessage_release_tag:
        return seL4_InvalidCapability;
    case RpcMessage_account_tag:
    case RpcMessage_lease_tag:
    case RpcMessage_range_tag:
    case RpcMessage_capability_tag:
        return seL4_IllegalOperation; /* nobody is registered */
    default:
        return seL4_InvalidArgument;
    }
}

static void handle_serves_golden_bytes(void **state)
{
    struct served *served = *state;

    for (size_t i = 0; i < golden_count; i++) {
        const struct golden *golden = &golden_messages[i];
        struct answer answer = serve_registers(served, A_CLIENT, put_bytes(golden->bytes, golden->count));
        if (golden->message.which_msg == RpcMessage_memory_tag && golden->message.msg.memory.device &&
            seL4_ARCH_4KPage != 7) {
            continue; /* here these bytes name another object type */
        }
        assert_int_equal(answer.error, golden_error(&golden->message));
    }
}

static void handle_answers_a_message_of_the_magic_alone(void **state)
{
    struct served *served = *state;

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    struct answer answer = serve_registers(served, A_CLIENT, seL4_MessageInfo_new(0, 0, 0, 1));
    assert_int_equal(answer.error, seL4_InvalidArgument);
}

static void handle_answers_an_empty_message(void **state)
{
    ASSERT_REFUSED(*state, 0x00);
}

static void handle_answers_what_cannot_be_decoded(void **state)
{
    ASSERT_REFUSED(*state, 0x05, 0x12, 0x7f, 0x10, 0x0c);
    ASSERT_REFUSED(*state, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    ASSERT_REFUSED(*state, 0x02, 0x12, 0x80);
    ASSERT_REFUSED(*state, 0x08, 0x22, 0x06, 0x08, 0x80, 0x80, 0x80, 0x80, 0x10);
}

static void handle_answers_an_unknown_message(void **state)
{
    ASSERT_REFUSED(*state, 0x04, 0x2a, 0x02, 0x08, 0x01);
}

static void handle_answers_an_unknown_action(void **state)
{
    ASSERT_REFUSED(*state, 0x06, 0x12, 0x04, 0x08, 0x01, 0x20, 0x02);
    ASSERT_REFUSED(*state, 0x0a, 0x12, 0x08, 0x08, 0x01, 0x20, 0x81, 0x80, 0x80, 0x80,
                   0x10); /* 2^32 + FREE */
}

static void handle_answers_an_answer(void **state)
{
    ASSERT_REFUSED(*state, 0x02, 0x0a, 0x00);
    ASSERT_REFUSED(*state, 0x04, 0x0a, 0x02, 0x08, 0x04);
    ASSERT_REFUSED(*state, 0x02, 0x78, 0x04); /* errorCode alone */
}

static void handle_answers_an_interrupt_without_a_type(void **state)
{
    ASSERT_REFUSED(*state, 0x02, 0x1a, 0x00);
    ASSERT_REFUSED(*state, 0x06, 0x1a, 0x04, 0x22, 0x02, 0x10, 0x04); /* an unknown type */
}

static void handle_answers_a_length_beyond_the_message_registers(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);

    (void)put_request(&request);
    struct answer answer = serve_registers(served, A_CLIENT, seL4_MessageInfo_new(0, 0, 0, 127));
    assert_int_equal(answer.error, seL4_InvalidArgument);
    assert_int_equal(served->memory.calls, 0);
}

/* After the length comes the rest of a request that would be granted. */
static void handle_does_not_complete_a_request_with_leftovers(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);
    seL4_Word length = seL4_MessageInfo_get_length(put_request(&request));

    for (seL4_Word shorter = 1; shorter < length; shorter++) {
        (void)put_request(&request);
        struct answer answer = serve_registers(served, A_CLIENT, seL4_MessageInfo_new(0, 0, 0, shorter));
        assert_int_equal(answer.error, seL4_InvalidArgument);
    }
    assert_int_equal(served->memory.calls, 0);
}

static void handle_answers_any_bytes_once(void **state)
{
    struct served *served = *state;
    uint32_t random = 1;
    unsigned refused = 0;

    for (unsigned round = 0; round < 20000; round++) {
        const struct golden *golden = &golden_messages[round % golden_count];
        uint8_t bytes[32] = {0};
        memcpy(bytes, golden->bytes, golden->count);
        for (unsigned change = 0; change < 1 + round % 3; change++) {
            random = random * 1664525 + 1013904223;
            bytes[(random >> 24) % golden->count] = (uint8_t)(random >> 12);
        }
        struct answer answer = serve_registers(served, A_CLIENT, put_bytes(bytes, golden->count));
        refused += answer.error != 0;
        assert_int_equal(answer.caps, answer.error == 0 ? answer.caps : 0);
        assert_in_range(answer.error, 0, seL4_NotEnoughMemory);
    }
    assert_in_range(refused, 1, 19999);
}

static void recv_serves_what_is_in_the_registers(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);

    (void)put_request(&request);
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
    assert_int_equal(scripted_kernel.replies, 1);
    assert_int_equal(ABI_INFO_EXTRA_CAPS(scripted_kernel.reply.info), 1);
    assert_int_equal(served->memory.objects, 1);
}

/* It neither gets nor checks the magic: its caller has checked it. */
static void recv_serves_a_request_of_any_magic(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);

    (void)put_request(&request);
    seL4_SetMR(0, 0x1234);
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
}

static void recv_returns_the_error_that_was_answered(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_UntypedObject, 200);

    (void)put_request(&request);
    assert_int_equal(sel4rpc_server_recv(&served->env), seL4_RangeError);
    (void)put_bytes((const uint8_t[]){0xff, 0xff}, 2);
    assert_int_equal(sel4rpc_server_recv(&served->env), seL4_InvalidArgument);
    request = allocate_anywhere(seL4_EndpointObject, 0);
    (void)put_request(&request);
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
}

static void recv_counts_every_client_as_badge_0(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    RpcMessage free_0 = free_of(serve(served, 0, &request).cookie, seL4_EndpointObject, 0);
    RpcMessage free_another = free_of(serve_granted(served, &request).cookie, seL4_EndpointObject, 0);

    (void)put_request(&free_another);
    assert_int_equal(sel4rpc_server_recv(&served->env), seL4_InvalidCapability);
    (void)put_request(&free_0);
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
    assert_int_equal(served->memory.objects, 1);
}

/* The next request claims the first one's length, but only its first word was sent. */
static void recv_does_not_complete_a_request_with_the_one_before(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    (void)put_request(&request);
    seL4_Word first_word = seL4_GetMR(1);
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
    unsigned calls = served->memory.calls;

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    seL4_SetMR(1, first_word);
    assert_int_equal(sel4rpc_server_recv(&served->env), seL4_InvalidArgument);
    assert_int_equal(served->memory.calls, calls);
}

static void recv_refuses_a_request_of_more_than_256_bytes(void **state)
{
    struct served *served = *state;
    unsigned char *bytes = (unsigned char *)&seL4_GetIPCBuffer()->msg[1];
    const unsigned char request[] = {0xfe, 0x01, 0x5a, 0x00, 0x8a, 0x01, 0xf8, 0x01}; /* 254 bytes */

    memset(bytes, 0, 300);
    memcpy(bytes, request, sizeof(request));
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
    memcpy(bytes, request, sizeof(request));
    bytes[0]++;
    bytes[6]++;
    assert_int_equal(sel4rpc_server_recv(&served->env), seL4_InvalidArgument);
}

static void recv_wipes_every_register_that_it_reads(void **state)
{
    struct served *served = *state;
    RpcMessage request = ioports(0x3f8, 0x3ff);

    memset(&seL4_GetIPCBuffer()->msg, 0xff, sizeof(seL4_GetIPCBuffer()->msg));
    (void)put_request(&request);
    assert_int_equal(sel4rpc_server_recv(&served->env), 0);
    for (int i = 1; i <= (int)(256 / sizeof(seL4_Word)); i++) {
        assert_int_equal(seL4_GetMR(i), 0);
    }
}

/* What the real kernel leaves in the registers when a notification arrives: an attacker's request. */
static void a_signal_is_no_request_whatever_is_in_the_registers(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    const seL4_Word badges[] = {0x40, 0x80, 0xc0, 0x40 | A_CLIENT};

    assert_int_equal(sel4rpc_server_set_notifications(&served->env, 0xc0), 0);
    for (size_t i = 0; i < COUNT_OF(badges); i++) {
        assert_false(sel4rpc_server_handle(&served->env, badges[i], put_request(&request)));
    }
    assert_int_equal(scripted_kernel.replies, 0);
    assert_int_equal(served->memory.calls, 0);
    assert_int_equal(serve(served, A_CLIENT, &request).error, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_signal_is_no_request_whatever_is_in_the_registers),
        TEST(handle_leaves_alone_what_is_no_request),
        TEST(handle_takes_a_request_of_the_magic_that_was_set),
        TEST(handle_serves_golden_bytes),
        TEST(handle_answers_a_message_of_the_magic_alone),
        TEST(handle_answers_an_empty_message),
        TEST(handle_answers_what_cannot_be_decoded),
        TEST(handle_answers_an_unknown_message),
        TEST(handle_answers_an_unknown_action),
        TEST(handle_answers_an_answer),
        TEST(handle_answers_an_interrupt_without_a_type),
        TEST(handle_answers_a_length_beyond_the_message_registers),
        TEST(handle_does_not_complete_a_request_with_leftovers),
        TEST(handle_answers_any_bytes_once),
        TEST(recv_serves_what_is_in_the_registers),
        TEST(recv_serves_a_request_of_any_magic),
        TEST(recv_returns_the_error_that_was_answered),
        TEST(recv_counts_every_client_as_badge_0),
        TEST(recv_does_not_complete_a_request_with_the_one_before),
        TEST(recv_refuses_a_request_of_more_than_256_bytes),
        TEST(recv_wipes_every_register_that_it_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
