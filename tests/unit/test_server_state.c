/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server's own state: initialisation, statistics, and clean-up.
 */
#include "support/own_reply.h"
#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/steps.h"
#include "support/test.h"

#include <string.h>
#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, seL4_PageBits

static sel4rpc_statistics_t statistics_of(const struct served *served)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&served->env, &statistics);
    return statistics;
}

static int some_handler(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)data;
    (void)request;
    return sel4rpc_server_reply(env, 0, seL4_DeleteFirst, 0);
}

static void init_keeps_what_it_was_given(void **state)
{
    struct served *served = *state;
    sel4rpc_server_env_t env;
    vka_object_t reply = {.cptr = 9};

    memset(&env, 0xff, sizeof(env));
    assert_int_equal(
        sel4rpc_server_init(&env, &served->memory.vka, some_handler, served, &reply, &served->devices.simple),
        0);
    assert_ptr_equal(env.vka, &served->memory.vka);
    assert_ptr_equal(env.reply, &reply);
    assert_true(env.handler == some_handler);
    assert_ptr_equal(env.data, served);
    assert_ptr_equal(env.simple, &served->devices.simple);
}

static void init_refuses_to_do_without_env_or_vka(void **state)
{
    struct served *served = *state;
    sel4rpc_server_env_t env;

    assert_int_equal(sel4rpc_server_init(NULL, &served->memory.vka, NULL, NULL, &own_reply, NULL),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_server_init(&env, NULL, NULL, NULL, &own_reply, NULL), seL4_InvalidArgument);
}

static void init_without_a_handler_takes_the_default_one(void **state)
{
    struct served *served = *state;

    assert_true(served->env.handler == sel4rpc_default_handler);
}

/* An env may be initialised again, whatever it contains; then it knows nothing. */
static void init_forgets_what_was_granted(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    RpcMessage free_request = free_of(serve_granted(served, &request).cookie, FRAME);
    sel4rpc_server_env_t before = served->env;

    memset(&served->env, 0xa5, sizeof(served->env));
    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, NULL, NULL, &own_reply,
                                         &served->devices.simple),
                     0);
    assert_int_equal(statistics_of(served).granted, 0);
    assert_int_equal(statistics_of(served).held, 0);
    assert_refused(served, &free_request, seL4_InvalidCapability);
    assert_int_equal(served->memory.objects, 1);
    served->env = before;
}

/* It has forgotten which untyped it looked at last: the simple might not have one of that number. */
static void init_forgets_where_memory_was_found(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_at(FAKE_DEVICE, FRAME);

    memset(&served->env, 0xff, sizeof(served->env));
    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, NULL, NULL, &own_reply,
                                         &served->devices.simple),
                     0);
    (void)serve_granted(served, &request);
}

static void init_leaves_no_request_to_be_answered(void **state)
{
    struct served *served = *state;

    served->env.answer_is_due = true;
    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, NULL, NULL, &own_reply, NULL), 0);
    assert_int_equal(sel4rpc_server_reply(&served->env, 0, 0, 0), seL4_IllegalOperation);
    assert_int_equal(scripted_kernel.replies, 0);
}

static void init_sets_the_default_magic(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    sel4rpc_server_set_magic(&served->env, 5);
    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, NULL, NULL, &own_reply, NULL), 0);
    (void)serve_granted(served, &request);
}

static void balance_counts_what_was_done(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    RpcMessage nonsense = allocate_anywhere(9999, 12);
    RpcMessage irq = simple_irq(4);
    RpcMessage ports = ioports(0x3f8, 0x3ff);

    uint64_t cookie = serve_granted(served, &frame).cookie;
    (void)serve_granted(served, &frame);
    (void)serve_granted(served, &irq);
    (void)serve_granted(served, &ports);
    (void)serve(served, A_CLIENT, &nonsense);
    (void)serve_registers(served, A_CLIENT, put_bytes((const uint8_t[]){0xff}, 1));
    RpcMessage free_request = free_of(cookie, FRAME);
    (void)serve_granted(served, &free_request);
    (void)serve(served, A_CLIENT, &free_request);

    sel4rpc_statistics_t statistics = statistics_of(served);
    assert_int_equal(statistics.granted, 2);
    assert_int_equal(statistics.released, 1);
    assert_int_equal(statistics.held, 1);
    assert_int_equal(statistics.handed_over, 2);
    assert_int_equal(statistics.refused, 3);
}

/* What a server without the Grant right sees of its clients. */
static void balance_counts_clients_that_free_their_first_grant_at_once(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);

    register_two(served);
    for (unsigned round = 0; round < 3; round++) {
        RpcMessage release = release_of(serve_granted(served, &frame).cookie);
        assert_int_equal(serve(served, A_CLIENT, &release).error, 0);
        assert_int_equal(statistics_of(served).undelivered, 1);
    }
    uint64_t cookie = serve(served, ANOTHER_CLIENT, &frame).cookie;
    assert_int_equal(serve(served, ANOTHER_CLIENT, &frame).error, 0);
    RpcMessage release = free_of(cookie, FRAME);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &release).error, 0);
    assert_int_equal(statistics_of(served).undelivered, 1);
}

static void balance_counts_a_refusal_by_a_handler(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    assert_int_equal(
        sel4rpc_server_init(&served->env, &served->memory.vka, some_handler, NULL, &own_reply, NULL), 0);
    assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_DeleteFirst);
    assert_int_equal(statistics_of(served).refused, 1);
}

static void clean_up_takes_all_memory_back(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    RpcMessage untyped = allocate_anywhere(seL4_UntypedObject, 16);

    for (seL4_Word badge = 0; badge < 50; badge++) {
        assert_int_equal(serve(served, badge, badge % 2 != 0 ? &frame : &untyped).error, 0);
    }
    sel4rpc_server_clean_up(&served->env);
    assert_int_equal(scripted_kernel.revokes, 50);
    assert_int_equal(served->memory.objects, 0);
    assert_int_equal(served->memory.slots, 0);
    assert_int_equal(statistics_of(served).held, 0);
    assert_int_equal(statistics_of(served).released, 50);
    assert_null(served->env.strangers.root);
}

static void clean_up_of_a_server_that_granted_nothing_does_nothing(void **state)
{
    struct served *served = *state;

    sel4rpc_server_clean_up(&served->env);
    assert_int_equal(scripted_kernel.revokes, 0);
}

static void clean_up_leaves_a_server_that_can_be_used_on(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    uint64_t former = serve_granted(served, &request).cookie;

    sel4rpc_server_clean_up(&served->env);
    RpcMessage free_former = free_of(former, FRAME);
    uint64_t cookie = serve_granted(served, &request).cookie;
    assert_refused(served, &free_former, seL4_InvalidCapability);
    RpcMessage free_request = free_of(cookie, FRAME);
    (void)serve_granted(served, &free_request);
}

static void clean_up_keeps_what_the_kernel_will_not_revoke_and_takes_the_rest(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    for (unsigned i = 0; i < 20; i++) {
        (void)serve_granted(served, &request);
    }
    steps_fail_at(7);
    sel4rpc_server_clean_up(&served->env);
    assert_true(steps_have_failed());
    assert_int_equal(statistics_of(served).held, 1);
    assert_int_equal(served->memory.objects, 1);
    steps_reset();
    sel4rpc_server_clean_up(&served->env);
    assert_int_equal(served->memory.objects, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(init_keeps_what_it_was_given),
        TEST(init_refuses_to_do_without_env_or_vka),
        TEST(init_without_a_handler_takes_the_default_one),
        TEST(init_forgets_what_was_granted),
        TEST(init_forgets_where_memory_was_found),
        TEST(init_leaves_no_request_to_be_answered),
        TEST(init_sets_the_default_magic),
        TEST(balance_counts_what_was_done),
        TEST(balance_counts_clients_that_free_their_first_grant_at_once),
        TEST(balance_counts_a_refusal_by_a_handler),
        TEST(clean_up_takes_all_memory_back),
        TEST(clean_up_of_a_server_that_granted_nothing_does_nothing),
        TEST(clean_up_leaves_a_server_that_can_be_used_on),
        TEST(clean_up_keeps_what_the_kernel_will_not_revoke_and_takes_the_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
