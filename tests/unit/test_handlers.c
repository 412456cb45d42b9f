/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Handlers: a request is answered exactly once whatever a handler does. And sel4rpc_server_reply().
 */
#include "support/own_reply.h"
#include "support/messages.h"
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/test.h"

#include <string.h>

/* What the scripted handler does, and what it saw. */
static struct script {
    int returns;
    int replies; /* number of answers */
    int caps;
    int error;
    uint64_t cookie;
    int reply_results[2];
    unsigned calls;
    void *data;
    struct sel4rpc_env *env;
    RpcMessage request;
} script;

static int scripted_handler(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    script.calls++;
    script.env = env;
    script.data = data;
    script.request = *request;
    memset(request, 0xff, sizeof(*request)); /* the handler may change it */
    for (int i = 0; i < script.replies; i++) {
        script.reply_results[i] = sel4rpc_server_reply(env, script.caps, script.error, script.cookie);
    }
    return script.returns;
}

static int set_up(void **state)
{
    (void)served_set_up(state);
    struct served *served = *state;

    script = (struct script){0};
    return sel4rpc_server_init(&served->env, &served->memory.vka, scripted_handler, &script, &own_reply,
                               &served->devices.simple);
}

static struct answer serve_one(struct served *served)
{
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    unsigned calls = script.calls;
    struct answer answer = serve(served, A_CLIENT, &request);

    assert_int_equal(script.calls, calls + 1);
    return answer;
}

static void handler_gets_env_data_and_the_request(void **state)
{
    struct served *served = *state;
    RpcMessage requests[] = {allocate_at(0x10440000, 0, 12), free_of(5, 7, 12), simple_irq(4),
                             ioports(0x3f8, 0x3ff)};

    script.replies = 1;
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        (void)serve(served, A_CLIENT, &requests[i]);
        assert_ptr_equal(script.env, &served->env);
        assert_ptr_equal(script.data, &script);
        assert_messages_equal(&script.request, &requests[i]);
    }
}

static void handler_is_not_asked_about_what_is_no_request(void **state)
{
    struct served *served = *state;
    const uint8_t unknown[] = {0x04, 0x2a, 0x02, 0x08, 0x01};
    const uint8_t an_answer[] = {0x02, 0x0a, 0x00};
    const uint8_t nonsense[] = {0xff, 0xff};

    (void)serve_registers(served, A_CLIENT, put_bytes(unknown, sizeof(unknown)));
    (void)serve_registers(served, A_CLIENT, put_bytes(an_answer, sizeof(an_answer)));
    (void)serve_registers(served, A_CLIENT, put_bytes(nonsense, sizeof(nonsense)));
    assert_int_equal(script.calls, 0);
}

static void handler_that_does_not_answer_is_answered_for_with_its_error(void **state)
{
    for (int error = 1; error <= seL4_NotEnoughMemory; error++) {
        script.returns = error;
        struct answer answer = serve_one(*state);
        assert_int_equal(answer.error, error);
        assert_int_equal(answer.caps, 0);
        assert_int_equal(answer.cookie, 0);
    }
}

static void handler_that_does_not_answer_and_tells_no_error_is_answered_for(void **state)
{
    const int returns[] = {0, 11, 77, -1, INT32_MAX, INT32_MIN};

    for (size_t i = 0; i < COUNT_OF(returns); i++) {
        script.returns = returns[i];
        assert_int_equal(serve_one(*state).error, seL4_IllegalOperation);
    }
}

static void handler_that_answered_is_not_answered_for(void **state)
{
    script.replies = 1;
    script.returns = seL4_RangeError;
    assert_int_equal(serve_one(*state).error, 0);
    assert_int_equal(script.reply_results[0], 0);
}

static void handler_that_answers_twice_is_told_so_and_the_first_answer_counts(void **state)
{
    script.replies = 2;
    script.cookie = 5;
    struct answer answer = serve_one(*state);
    assert_int_equal(answer.error, 0);
    assert_int_equal(answer.cookie, 5);
    assert_int_equal(script.reply_results[0], 0);
    assert_int_equal(script.reply_results[1], seL4_IllegalOperation);
}

static void handler_that_answers_with_too_many_or_too_few_capabilities_sends_nothing(void **state)
{
    const int caps[] = {-1, 4, INT32_MAX, INT32_MIN};

    script.replies = 1;
    script.returns = seL4_DeleteFirst;
    for (size_t i = 0; i < COUNT_OF(caps); i++) {
        script.caps = caps[i];
        struct answer answer = serve_one(*state);
        assert_int_equal(script.reply_results[0], seL4_RangeError);
        assert_int_equal(answer.error, seL4_DeleteFirst);
        assert_int_equal(answer.caps, 0);
    }
}

static void handler_may_answer_after_an_answer_that_could_not_be_sent(void **state)
{
    script.replies = 2;
    script.caps = 4;
    assert_int_equal(serve_one(*state).error, seL4_IllegalOperation);
    assert_int_equal(script.reply_results[0], seL4_RangeError);
    assert_int_equal(script.reply_results[1], seL4_RangeError);
}

static void handler_can_send_up_to_three_capabilities(void **state)
{
    script.replies = 1;
    for (script.caps = 0; script.caps <= 3; script.caps++) {
        assert_int_equal(serve_one(*state).caps, script.caps);
    }
}

static int handler_with_capabilities(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)data;
    (void)request;
    seL4_SetCap(0, 31);
    seL4_SetCap(1, 32);
    seL4_SetCap(2, 33);
    return sel4rpc_server_reply(env, 3, 0, 0);
}

static void reply_sends_the_capabilities_that_were_put_in_place(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);

    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, handler_with_capabilities, NULL,
                                         &own_reply, NULL),
                     0);
    assert_int_equal(serve(served, A_CLIENT, &request).caps, 3);
    for (abi_word i = 0; i < 3; i++) {
        assert_int_equal(scripted_kernel.reply.caps[i], 31 + i);
    }
}

static void reply_carries_a_cookie_of_64_bits(void **state)
{
    const uint64_t cookies[] = {UINT64_MAX, UINT64_C(0x8000000000000000), UINT64_C(0x123456789abcdef0),
                                UINT64_C(0x100000000), 0};

    script.replies = 1;
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        script.cookie = cookies[i];
        assert_int_equal(serve_one(*state).cookie, cookies[i]);
    }
}

static void reply_carries_every_error(void **state)
{
    script.replies = 1;
    for (script.error = 0; script.error <= seL4_NotEnoughMemory; script.error++) {
        assert_int_equal(serve_one(*state).error, script.error);
    }
}

static void reply_without_a_request_sends_nothing(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_reply(&served->env, 0, 0, 0), seL4_IllegalOperation);
    assert_int_equal(scripted_kernel.replies, 0);
}

static void reply_after_the_request_is_over_sends_nothing(void **state)
{
    struct served *served = *state;

    (void)serve_one(served);
    unsigned replies = scripted_kernel.replies;
    assert_int_equal(sel4rpc_server_reply(&served->env, 0, 0, 0), seL4_IllegalOperation);
    assert_int_equal(scripted_kernel.replies, replies);
}

static void default_handler_without_a_request_does_nothing(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);

    (void)serve_one(served);
    unsigned replies = scripted_kernel.replies;
    assert_int_equal(sel4rpc_default_handler(&served->env, NULL, &request), seL4_IllegalOperation);
    assert_int_equal(scripted_kernel.replies, replies);
    assert_int_equal(served->memory.calls, 0);
}

static int handler_that_grants_twice(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    int *results = data;

    results[0] = sel4rpc_default_handler(env, NULL, request);
    results[1] = sel4rpc_default_handler(env, NULL, request);
    return 0;
}

static void default_handler_within_a_handler_grants_once(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    int results[2];

    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, handler_that_grants_twice,
                                         results, &own_reply, NULL),
                     0);
    assert_int_equal(serve_granted(served, &request).caps, 1);
    assert_int_equal(results[0], 0);
    assert_int_equal(results[1], seL4_IllegalOperation);
    assert_int_equal(served->memory.objects, 1);
}

static int handler_that_shrinks(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    request->msg.memory.size_bits = 12;
    return sel4rpc_default_handler(env, data, request);
}

static void default_handler_serves_the_request_as_the_handler_changed_it(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_UntypedObject, 16);

    assert_int_equal(
        sel4rpc_server_init(&served->env, &served->memory.vka, handler_that_shrinks, NULL, &own_reply, NULL),
        0);
    (void)serve_granted(served, &request);
    assert_int_equal(served->memory.size_bits, 12);
}

static int handler_that_changes_the_kind(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    *(int *)data = sel4rpc_default_handler(
        env, NULL, &(RpcMessage){.which_msg = (pb_size_t)(request->msg.memory.size_bits)});
    return 0;
}

static void default_handler_refuses_a_message_that_is_no_request(void **state)
{
    struct served *served = *state;
    const uint64_t kinds[] = {0, RpcMessage_ret_tag, 5, RpcMessage_errorCode_tag, 9999};
    int result;

    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, handler_that_changes_the_kind,
                                         &result, &own_reply, NULL),
                     0);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        RpcMessage request = allocate_anywhere(0, kinds[i]);
        assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_InvalidArgument);
        assert_int_equal(result, seL4_InvalidArgument);
    }
}

/* A request that brings so many capabilities, of which these were unwrapped; to a receive slot. */
static void serve_with_capabilities(struct served *served, unsigned caps, unsigned unwrapped)
{
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);
    seL4_MessageInfo_t info = put_request(&request);

    script.replies = 1;
    seL4_SetCapReceivePath(SCRIPTED_CLIENT_CNODE, 44, seL4_WordBits);
    info = seL4_MessageInfo_new(0, unwrapped, caps, seL4_MessageInfo_get_length(info));
    (void)serve_registers(served, A_CLIENT, info);
    seL4_SetCapReceivePath(0, 0, 0);
}

static void a_capability_that_comes_with_a_request_is_deleted_after_the_handler(void **state)
{
    serve_with_capabilities(*state, 1, 0);
    assert_int_equal(scripted_kernel.deletes, 1);
    assert_int_equal(scripted_kernel.deletion.mr[0], 44);
    serve_with_capabilities(*state, 2, 1);
    assert_int_equal(scripted_kernel.deletes, 2);
}

static void nothing_is_deleted_where_no_capability_came(void **state)
{
    serve_with_capabilities(*state, 0, 0);
    serve_with_capabilities(*state, 1, 1);
    serve_with_capabilities(*state, 3, 7);
    assert_int_equal(scripted_kernel.deletes, 0);
}

static int claiming_handler(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    sel4rpc_server_claim_capability(env);
    return scripted_handler(env, data, request);
}

static void a_capability_that_the_handler_claims_stays(void **state)
{
    struct served *served = *state;

    served->env.handler = claiming_handler;
    serve_with_capabilities(served, 1, 0);
    assert_int_equal(scripted_kernel.deletes, 0);
    served->env.handler = scripted_handler;
    serve_with_capabilities(served, 1, 0);
    assert_int_equal(scripted_kernel.deletes, 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_capability_that_comes_with_a_request_is_deleted_after_the_handler),
        TEST(nothing_is_deleted_where_no_capability_came),
        TEST(a_capability_that_the_handler_claims_stays),
        TEST(handler_gets_env_data_and_the_request),
        TEST(handler_is_not_asked_about_what_is_no_request),
        TEST(handler_that_does_not_answer_is_answered_for_with_its_error),
        TEST(handler_that_does_not_answer_and_tells_no_error_is_answered_for),
        TEST(handler_that_answered_is_not_answered_for),
        TEST(handler_that_answers_twice_is_told_so_and_the_first_answer_counts),
        TEST(handler_that_answers_with_too_many_or_too_few_capabilities_sends_nothing),
        TEST(handler_may_answer_after_an_answer_that_could_not_be_sent),
        TEST(handler_can_send_up_to_three_capabilities),
        TEST(reply_sends_the_capabilities_that_were_put_in_place),
        TEST(reply_carries_a_cookie_of_64_bits),
        TEST(reply_carries_every_error),
        TEST(reply_without_a_request_sends_nothing),
        TEST(reply_after_the_request_is_over_sends_nothing),
        TEST(default_handler_without_a_request_does_nothing),
        TEST(default_handler_within_a_handler_grants_once),
        TEST(default_handler_serves_the_request_as_the_handler_changed_it),
        TEST(default_handler_refuses_a_message_that_is_no_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
