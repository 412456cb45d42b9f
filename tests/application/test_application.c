/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages that an application has added: from a client to its handler and back, on the hosted kernel.
 */
#include "support/own_reply.h"
#include "support/pair.h"
#include "support/test.h"

#include <sel4utils/api.h>
#include <string.h>
#include <vspace/arch/page.h>

/* What the handler answers, and what it saw. */
static struct script {
    RpcMessage answer; /* which_msg 0: the default handler's */
    seL4_CPtr cap;     /* with the answer */
    int results[2];    /* of answering, twice */
    RpcMessage request;
    unsigned calls;
    seL4_Word first_word; /* of the request, as it came */
} script;

static int answer_by_script(sel4rpc_server_env_t *env, void *data, RpcMessage *request)
{
    (void)data;
    script.calls++;
    script.request = *request;
    if (script.answer.which_msg == 0) {
        return sel4rpc_default_handler(env, NULL, request);
    }
    seL4_SetCap(0, script.cap);
    for (size_t i = 0; i < COUNT_OF(script.results); i++) {
        script.results[i] = sel4rpc_server_reply_message(env, script.cap != 0, &script.answer);
    }
    return seL4_TruncatedMessage;
}

/* The same without message info. */
static void receive(void *argument)
{
    struct pair *pair = argument;
    seL4_Word badge;

    (void)api_recv(pair->endpoint.cptr, &badge, 0);
    script.first_word = seL4_GetMR(1);
    pair->served = (unsigned)sel4rpc_server_recv(&pair->env);
}

static int set_up(void **state)
{
    (void)pair_set_up(state);
    struct pair *pair = *state;

    script = (struct script){0};
    return sel4rpc_server_init(&pair->env, fixture_vka(), answer_by_script, NULL, &own_reply,
                               fixture_simple());
}

static const RpcMessage measurement = {
    .which_msg = RpcMessage_measurement_tag,
    .msg.measurement = {.channel = UINT64_MAX, .last = true, .has_sample = true, .sample = {-7, 0.5f}}};
static const RpcMessage greeting = {.which_msg = RpcMessage_greeting_tag, .msg.greeting = {"good morning"}};

static RpcMessage largest(void)
{
    RpcMessage message = {.which_msg = RpcMessage_blob_tag};

    message.msg.blob.bytes.size = sizeof(message.msg.blob.bytes.bytes);
    memset(message.msg.blob.bytes.bytes, 0xa5, message.msg.blob.bytes.size);
    return message;
}

static void assert_is_measurement(const RpcMessage *message)
{
    const Measurement *got = &message->msg.measurement;

    assert_int_equal(message->which_msg, RpcMessage_measurement_tag);
    assert_true(got->channel == UINT64_MAX && got->last && got->action == Action_ALLOCATE);
    assert_true(got->has_sample && got->sample.value == -7 && got->sample.weight == 0.5f);
}

static void assert_is_greeting(const RpcMessage *message)
{
    assert_int_equal(message->which_msg, RpcMessage_greeting_tag);
    assert_string_equal(message->msg.greeting.text, "good morning");
}

static void assert_is_largest(const RpcMessage *message)
{
    RpcMessage wanted = largest();

    assert_int_equal(message->which_msg, RpcMessage_blob_tag);
    assert_int_equal(message->msg.blob.bytes.size, wanted.msg.blob.bytes.size);
    assert_memory_equal(message->msg.blob.bytes.bytes, wanted.msg.blob.bytes.bytes,
                        wanted.msg.blob.bytes.size);
}

static void assert_is_ret(const RpcMessage *message, uint32_t error)
{
    assert_int_equal(message->which_msg, RpcMessage_ret_tag);
    assert_int_equal(message->msg.ret.errorCode, error);
}

/* Sends a request without a slot; returns what came. */
static RpcMessage call(struct pair *pair, const RpcMessage *request, int wanted)
{
    RpcMessage message = *request;

    assert_int_equal(sel4rpc_call(&pair->client, &message, 0, 0, 0), wanted);
    return message;
}

static void added_message_reaches_the_handler_and_the_answer_the_client(void **state)
{
    script.answer = greeting;
    RpcMessage answer = call(*state, &measurement, 0);
    assert_is_measurement(&script.request);
    assert_is_greeting(&answer);

    script.answer = measurement;
    answer = call(*state, &greeting, 0);
    assert_is_greeting(&script.request);
    assert_is_measurement(&answer);
}

static void added_message_may_fill_all_message_registers(void **state)
{
    RpcMessage request = largest();

    assert_int_equal(RpcMessage_size + 2, (seL4_MsgMaxLength - 1) * sizeof(seL4_Word));
    script.answer = request;
    RpcMessage answer = call(*state, &request, 0);
    assert_is_largest(&script.request);
    assert_is_largest(&answer);
}

static void recv_reads_the_largest_message(void **state)
{
    struct pair *pair = *state;
    RpcMessage request = largest();

    fixture_set_server(fixture_root(), receive, pair);
    script.answer = greeting;
    RpcMessage answer = call(pair, &request, 0);
    assert_is_largest(&script.request);
    assert_is_greeting(&answer);
    assert_int_equal(pair->served, 0);
}

/* The request claims to be as long as the one before, but most of it was not sent. */
static void recv_does_not_complete_a_message_with_the_one_before(void **state)
{
    struct pair *pair = *state;
    RpcMessage request = largest();

    fixture_set_server(fixture_root(), receive, pair);
    script.answer = (RpcMessage){.which_msg = RpcMessage_ret_tag}; /* leaves all but two registers */
    (void)call(pair, &request, 0);
    script.answer = (RpcMessage){0};
    unsigned calls = script.calls;
    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    seL4_SetMR(1, script.first_word);
    (void)seL4_Call(pair->client.server_ep, seL4_MessageInfo_new(0, 0, 0, 2));
    assert_int_equal(script.calls, calls);
    assert_int_equal(pair->served, seL4_InvalidArgument);
}

static void handler_may_answer_an_added_message_with_ret(void **state)
{
    script.answer = (RpcMessage){.which_msg = RpcMessage_ret_tag, .msg.ret = {.errorCode = 4}};
    RpcMessage answer = call(*state, &measurement, 0);
    assert_is_ret(&answer, 4);
}

static void default_handler_refuses_an_added_message(void **state)
{
    RpcMessage answer = call(*state, &measurement, 0);

    assert_int_equal(script.calls, 1);
    assert_is_ret(&answer, seL4_InvalidArgument);
}

static void reply_message_answers_once(void **state)
{
    struct pair *pair = *state;

    script.answer = greeting;
    (void)call(pair, &measurement, 0);
    assert_int_equal(script.results[0], 0);
    assert_int_equal(script.results[1], seL4_IllegalOperation);
    assert_int_equal(pair->env.statistics.refused, 0);
}

static void reply_message_counts_a_refusal(void **state)
{
    struct pair *pair = *state;

    script.answer = (RpcMessage){.which_msg = RpcMessage_ret_tag, .msg.ret = {.errorCode = 4}};
    (void)call(pair, &measurement, 0);
    assert_int_equal(pair->env.statistics.refused, 1);
}

/* Nothing is sent, so the server answers for the handler. */
static void reply_message_refuses_what_is_no_answer(void **state)
{
    static const pb_size_t kinds[] = {
        RpcMessage_memory_tag, RpcMessage_version_tag, RpcMessage_errorCode_tag, 9, 100, 9999};

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        script.answer = (RpcMessage){.which_msg = kinds[i]};
        RpcMessage answer = call(*state, &measurement, 0);
        assert_int_equal(script.results[0], seL4_InvalidArgument);
        assert_is_ret(&answer, seL4_TruncatedMessage);
    }
}

/* As nanopb refuses a length beyond the array. */
static void reply_message_refuses_what_cannot_be_encoded(void **state)
{
    script.answer = largest();
    script.answer.msg.blob.bytes.size++;
    RpcMessage answer = call(*state, &measurement, 0);
    assert_int_equal(script.results[0], seL4_InvalidArgument);
    assert_is_ret(&answer, seL4_TruncatedMessage);
}

static void call_refuses_what_cannot_be_encoded(void **state)
{
    RpcMessage request = largest();

    request.msg.blob.bytes.size++;
    (void)call(*state, &request, SEL4RPC_BAD_REQUEST);
    assert_int_equal(script.calls, 0);
}

static void capability_may_come_with_the_answer_to_an_added_message(void **state)
{
    struct pair *pair = *state;
    sel4rpc_slot_t slot = client_slot(0);
    RpcMessage message = measurement;

    script.answer = greeting;
    script.cap = pair->endpoint.cptr;
    assert_int_equal(sel4rpc_call(&pair->client, &message, slot.root, slot.index, slot.depth), 0);
    assert_is_greeting(&message);
    assert_true(client_slot_is_full(0));
    client_delete(0);
}

static void added_message_does_not_answer_a_request_of_ours(void **state)
{
    RpcMessage request = {.which_msg = RpcMessage_version_tag};

    script.answer = greeting;
    (void)call(*state, &request, SEL4RPC_BAD_REPLY);
    assert_int_equal(script.results[0], 0);
}

static void requests_of_ours_are_granted_beside_added_ones(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_memory(&pair->client, seL4_ARCH_4KPage, 12, client_slot(0), &memory), 0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
}

/* protobuf: the last member of a oneof counts. */
static void last_of_two_messages_in_one_counts(void **state)
{
    struct pair *pair = *state;
    const unsigned char bytes[16] = {8, 0x5a, 0x00, 0x2a, 0x04, 0x08, 0x07, 0x10, 0x01};

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    memcpy(&seL4_GetIPCBuffer()->msg[1], bytes, sizeof(bytes));
    (void)seL4_Call(pair->client.server_ep,
                    seL4_MessageInfo_new(0, 0, 0, 1 + sizeof(bytes) / sizeof(seL4_Word)));
    assert_int_equal(script.request.which_msg, RpcMessage_measurement_tag);
    assert_int_equal(script.request.msg.measurement.channel, 7);
    assert_true(script.request.msg.measurement.last);
}

static void env_stays_below_1_KiB(void **state)
{
    (void)state;
    assert_true(sizeof(RpcMessage) > 256);
    assert_true(sizeof(sel4rpc_server_env_t) < 1024);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, pair_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(added_message_reaches_the_handler_and_the_answer_the_client),
        TEST(added_message_may_fill_all_message_registers),
        TEST(recv_reads_the_largest_message),
        TEST(recv_does_not_complete_a_message_with_the_one_before),
        TEST(handler_may_answer_an_added_message_with_ret),
        TEST(default_handler_refuses_an_added_message),
        TEST(reply_message_answers_once),
        TEST(reply_message_counts_a_refusal),
        TEST(reply_message_refuses_what_is_no_answer),
        TEST(reply_message_refuses_what_cannot_be_encoded),
        TEST(call_refuses_what_cannot_be_encoded),
        TEST(capability_may_come_with_the_answer_to_an_added_message),
        TEST(added_message_does_not_answer_a_request_of_ours),
        TEST(requests_of_ours_are_granted_beside_added_ones),
        TEST(last_of_two_messages_in_one_counts),
        TEST(env_stays_below_1_KiB),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
