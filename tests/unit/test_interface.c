/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The interface as users' sources use it: what must compile, and the words for errors.
 */
#include <sel4rpc/client.h>
#include <sel4rpc/simple.h>

#include "support/scripted_server.h"
#include "support/test.h"

#include <string.h>

static void init_takes_two_arguments_and_the_default_magic(void **state)
{
    sel4rpc_client_t client;

    (void)state;
    assert_int_equal(sel4rpc_client_init(&client, 12), 0);
    assert_int_equal(client.server_ep, 12);
    assert_int_equal(client.magic, 0xcafed00d);
}

static void init_takes_three_arguments(void **state)
{
    struct sel4rpc_client_env client;

    (void)state;
    assert_int_equal(sel4rpc_client_init(&client, 12, 0x1234), 0);
    assert_int_equal(client.server_ep, 12);
    assert_int_equal(client.magic, 0x1234);
}

static void init_is_a_function_as_well(void **state)
{
    int (*init)(sel4rpc_client_t * client, seL4_CPtr server_ep, seL4_Word magic) = sel4rpc_client_init;
    sel4rpc_client_t client;

    (void)state;
    assert_int_equal(init(&client, 1, 2), 0);
    assert_int_equal(client.magic, 2);
}

static void init_without_a_client_is_refused(void **state)
{
    (void)state;
    assert_int_equal(sel4rpc_client_init(NULL, 12), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(sel4rpc_client_init(NULL, 12, 13), SEL4RPC_BAD_ARGUMENT);
}

static void simple_names_what_its_give_back_takes(void **state)
{
    (void)state;
    assert_int_equal(SEL4RPC_PIN(1, 2), 258);
}

static void error_code_lies_over_that_of_the_answer(void **state)
{
    RpcMessage message = {.which_msg = RpcMessage_ret_tag, .msg.ret.errorCode = 9};

    (void)state;
    assert_ptr_equal(&message.msg.errorCode, &message.msg.ret.errorCode);
    assert_int_equal(message.msg.errorCode, 9);
}

static void sample_reads_the_error_code_of_the_answer(void **state)
{
    sel4rpc_client_t rpc_client;
    RpcMessage msg = {.which_msg = RpcMessage_memory_tag,
                      .msg.memory = {.address = 0x10440000, .size_bits = 12, .type = seL4_UntypedObject}};

    (void)state;
    server_replies(server_answer(seL4_RevokeFirst, 0, 0));
    sel4rpc_client_init(&rpc_client, SCRIPTED_ENDPOINT);
    int ret = sel4rpc_call(&rpc_client, &msg, CLIENT_SLOT.root, CLIENT_SLOT.index, CLIENT_SLOT.depth);
    int errorCode = (int)msg.msg.errorCode;
    assert_int_equal(ret, 0);
    assert_int_equal(errorCode, seL4_RevokeFirst);
}

static void errors_of_the_client_are_below_0(void **state)
{
    (void)state;
    assert_int_equal(SEL4RPC_BAD_ARGUMENT, -1);
    assert_int_equal(SEL4RPC_BAD_REQUEST, -2);
    assert_int_equal(SEL4RPC_NOT_A_SERVER, -3);
    assert_int_equal(SEL4RPC_BAD_REPLY, -4);
    assert_int_equal(SEL4RPC_NO_CAPABILITY, -5);
    assert_int_equal(SEL4RPC_STRAY_CAPABILITY, -6);
}

static void anywhere_is_the_number_that_old_sources_send(void **state)
{
    (void)state;
    assert_int_equal(SEL4RPC_ANYWHERE, 1);
}

static void strerror_has_words_of_its_own_for_every_error(void **state)
{
    (void)state;
    for (int a = SEL4RPC_STRAY_CAPABILITY; a <= seL4_NotEnoughMemory; a++) {
        assert_true(strlen(sel4rpc_strerror(a)) > 0);
        assert_string_not_equal(sel4rpc_strerror(a), sel4rpc_strerror(INT32_MAX));
        for (int b = SEL4RPC_STRAY_CAPABILITY; b < a; b++) {
            assert_string_not_equal(sel4rpc_strerror(a), sel4rpc_strerror(b));
        }
    }
}

static void strerror_has_words_for_any_number(void **state)
{
    const int numbers[] = {seL4_NotEnoughMemory + 1, SEL4RPC_STRAY_CAPABILITY - 1, INT32_MAX, INT32_MIN};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_true(strlen(sel4rpc_strerror(numbers[i])) > 0);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scripted_server_set_up, scripted_server_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(init_takes_two_arguments_and_the_default_magic),
        TEST(init_takes_three_arguments),
        TEST(init_is_a_function_as_well),
        TEST(init_without_a_client_is_refused),
        TEST(simple_names_what_its_give_back_takes),
        TEST(error_code_lies_over_that_of_the_answer),
        TEST(sample_reads_the_error_code_of_the_answer),
        TEST(errors_of_the_client_are_below_0),
        TEST(anywhere_is_the_number_that_old_sources_send),
        TEST(strerror_has_words_of_its_own_for_every_error),
        TEST(strerror_has_words_for_any_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
