/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Who is served: once a client is registered, only registered clients are, and all their grants are leases.
 * Without any, everything is as before.
 */
#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define A_STRANGER 99

static unsigned handler_calls;

static int counting_handler(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    handler_calls++;
    return sel4rpc_default_handler(env, data, request);
}

/* One request of each kind. */
static const RpcMessage *request_of_kind(unsigned n)
{
    static RpcMessage request;
    const pb_size_t kinds[] = {RpcMessage_version_tag, RpcMessage_account_tag, RpcMessage_lease_tag,
                               RpcMessage_range_tag, RpcMessage_release_tag};

    if (n < GRANTABLE_COUNT) {
        return &grantables[n].request;
    }
    n -= GRANTABLE_COUNT;
    request = n < COUNT_OF(kinds) ? (RpcMessage){.which_msg = kinds[n]} : free_of(1, seL4_ARCH_4KPage, 12);
    return n <= COUNT_OF(kinds) ? &request : NULL;
}

static void a_badge_that_is_not_registered_is_refused_before_any_handler_runs(void **state)
{
    struct served *served = *state;
    const RpcMessage *request;

    register_client(served, A_CLIENT, &unlimited);
    served->env.handler = counting_handler;
    handler_calls = 0;
    for (unsigned i = 0; (request = request_of_kind(i)) != NULL; i++) {
        struct answer answer = serve(served, A_STRANGER, request);
        assert_int_equal(answer.error, seL4_IllegalOperation);
        assert_int_equal(answer.caps, 0);
    }
    assert_int_equal(handler_calls, 0);
    assert_int_equal(served->memory.calls + served->devices.calls, 0);
}

static void a_registered_badge_is_served_beside_one_that_is_refused(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);

    register_client(served, A_CLIENT, &unlimited);
    assert_int_equal(serve(served, A_STRANGER, &request).error, seL4_IllegalOperation);
    (void)serve_granted(served, &request);
    assert_int_equal(serve(served, A_STRANGER, &request).error, seL4_IllegalOperation);
}

/* Registers the first client, then lets the default handler continue with another's request. */
static int registering_handler(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    AccountMessage account;

    if (sel4rpc_server_get_account(env, A_CLIENT, &account) != 0) {
        assert_int_equal(sel4rpc_server_register(env, A_CLIENT, &unlimited, NULL), 0);
    }
    return sel4rpc_default_handler(env, data, request);
}

static void a_badge_becomes_a_stranger_when_a_handler_registers_another(void **state)
{
    struct served *served = *state;

    served->env.handler = registering_handler;
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        struct answer answer = serve(served, A_STRANGER, &grantables[i].request);
        assert_int_equal(answer.error, seL4_IllegalOperation);
        assert_int_equal(answer.caps, 0);
    }
    assert_int_equal(served->memory.calls + served->devices.calls, 0);
}

static void a_client_that_a_handler_registers_is_charged_for_the_request(void **state)
{
    struct served *served = *state;

    served->env.handler = registering_handler;
    (void)serve_granted(served, &grantables[0].request);
    assert_account(served, A_CLIENT, 1, grantables[0].memory_bytes);
}

static void a_client_that_a_handler_registers_can_ask_for_its_account(void **state)
{
    struct served *served = *state;
    RpcMessage request = {.which_msg = RpcMessage_account_tag};

    served->env.handler = registering_handler;
    assert_int_equal(serve(served, A_CLIENT, &request).error, 0);
}

/* Unregisters the client that asks, then lets the default handler continue with its request. */
static int unregistering_handler(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    assert_int_equal(sel4rpc_server_unregister(env, A_CLIENT), 0);
    return sel4rpc_default_handler(env, data, request);
}

static void a_client_that_a_handler_unregisters_is_a_stranger_to_the_default_handler(void **state)
{
    struct served *served = *state;
    RpcMessage requests[] = {
        allocate_anywhere(seL4_ARCH_4KPage, 12),
        {.which_msg = RpcMessage_account_tag},
        {.which_msg = RpcMessage_lease_tag},
    };

    register_client(served, ANOTHER_CLIENT, &unlimited);
    served->env.handler = unregistering_handler;
    for (unsigned i = 0; i < COUNT_OF(requests); i++) {
        register_client(served, A_CLIENT, &unlimited);
        assert_int_equal(serve(served, A_CLIENT, &requests[i]).error, seL4_IllegalOperation);
    }
}

static void recv_serves_nobody_once_a_client_is_registered(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);

    register_client(served, A_CLIENT, &unlimited);
    (void)put_request(&request);
    assert_int_equal(sel4rpc_server_recv(&served->env), seL4_IllegalOperation);
}

/* A parent that unregisters its last client before it ends the process gives that process nothing. */
static void nobody_is_served_when_the_last_client_is_unregistered(void **state)
{
    struct served *served = *state;
    const RpcMessage *request;

    register_two(served);
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
    for (unsigned i = 0; (request = request_of_kind(i)) != NULL; i++) {
        assert_int_equal(serve(served, A_CLIENT, request).error, seL4_IllegalOperation);
        assert_int_equal(serve(served, A_STRANGER, request).error, seL4_IllegalOperation);
    }
    assert_int_equal(served->memory.calls + served->devices.calls, 0);
}

/* A refusal because of the sender reveals nothing about the message. */
static void nonsense_of_a_stranger_is_refused_as_nonsense(void **state)
{
    struct served *served = *state;
    const uint8_t nonsense[] = {0xff, 0xff};

    register_client(served, A_CLIENT, &unlimited);
    assert_int_equal(serve_registers(served, A_STRANGER, put_bytes(nonsense, sizeof(nonsense))).error,
                     seL4_InvalidArgument);
}

static void every_grant_of_a_registered_client_is_a_lease(void **state)
{
    struct served *served = *state;
    uint64_t memory_bytes = 0;

    register_client(served, A_CLIENT, &unlimited);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        struct answer answer = serve_granted(served, &grantables[i].request);
        assert_int_not_equal(answer.cookie, 0);
        assert_int_equal(answer.caps, 1);
        memory_bytes += grantables[i].memory_bytes;
        assert_account(served, A_CLIENT, i + 1, memory_bytes);
        assert_int_equal(served->memory.slots, i + 1); /* one master slot for each lease */
        assert_true(scripted_slot_is_full(answer.cap));
    }
    assert_int_equal(holdings_of(served).handed_over, 0);
}

static void every_grant_is_refused_where_the_ledger_is_full(void **state)
{
    struct served *served = *state;
    static sel4rpc_lease_block_t block;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    assert_int_equal(sel4rpc_server_use_memory(&served->env, &block, sizeof(block)), 0);
    register_client(served, A_CLIENT, &unlimited);
    for (unsigned i = 0; i < SEL4RPC_BLOCK_LEASES; i++) {
        (void)serve_granted(served, &request);
    }
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        assert_refused(served, &grantables[i].request, seL4_NotEnoughMemory);
    }
    assert_account(served, A_CLIENT, SEL4RPC_BLOCK_LEASES, SEL4RPC_BLOCK_LEASES * 4096);
}

static void devices_of_clients_that_are_not_registered_are_handed_over(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        bool is_memory = grantables[i].kind == LeaseKind_MEMORY;
        struct answer answer = serve_granted(served, &grantables[i].request);
        assert_int_equal(answer.cookie != 0, is_memory);
    }
    assert_int_equal(served->memory.slots, 2);
    assert_int_equal(holdings_of(served).handed_over, GRANTABLE_COUNT - 2);
}

static void a_badge_that_holds_leases_is_registered_only_when_they_are_released(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);
    const char *wrong = NULL;

    (void)serve_granted(served, &request);
    assert_int_equal(sel4rpc_server_register(&served->env, A_CLIENT, &unlimited, &wrong), seL4_RevokeFirst);
    assert_string_equal(wrong, "badge");
    register_client(served, ANOTHER_CLIENT, &unlimited);
    assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
    assert_int_equal(served->memory.objects, 0);
    register_client(served, A_CLIENT, &unlimited);
}

static void limits_are_those_of_the_badge_that_asks(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);
    sel4rpc_limits_t limits = unlimited;

    limits.irqs = SEL4RPC_NONE;
    register_client(served, A_CLIENT, &limits);
    register_client(served, ANOTHER_CLIENT, &unlimited);
    assert_refused(served, &request, seL4_IllegalOperation);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    assert_account(served, A_CLIENT, 0, 0);
    assert_account(served, ANOTHER_CLIENT, 1, 0);
}

/* Limits apply to the request as the user's handler has changed it. */
static int handler_that_asks_for_irq_5(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    request->msg.irq.type.simple.irq = 5;
    return sel4rpc_default_handler(env, data, request);
}

static void limits_count_for_the_request_as_the_handler_changed_it(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = unlimited;
    RpcMessage four = simple_irq(4);

    limits.irqs = (sel4rpc_set_t){.ranges = (const sel4rpc_range_t[]){{5, 5}}, .count = 1};
    register_client(served, A_CLIENT, &limits);
    assert_refused(served, &four, seL4_IllegalOperation);
    served->env.handler = handler_that_asks_for_irq_5;
    (void)serve_granted(served, &four);
    served->env.handler = sel4rpc_default_handler;
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_badge_that_is_not_registered_is_refused_before_any_handler_runs),
        TEST(a_registered_badge_is_served_beside_one_that_is_refused),
        TEST(a_badge_becomes_a_stranger_when_a_handler_registers_another),
        TEST(a_client_that_a_handler_registers_is_charged_for_the_request),
        TEST(a_client_that_a_handler_registers_can_ask_for_its_account),
        TEST(a_client_that_a_handler_unregisters_is_a_stranger_to_the_default_handler),
        TEST(recv_serves_nobody_once_a_client_is_registered),
        TEST(nobody_is_served_when_the_last_client_is_unregistered),
        TEST(nonsense_of_a_stranger_is_refused_as_nonsense),
        TEST(every_grant_of_a_registered_client_is_a_lease),
        TEST(every_grant_is_refused_where_the_ledger_is_full),
        TEST(devices_of_clients_that_are_not_registered_are_handed_over),
        TEST(a_badge_that_holds_leases_is_registered_only_when_they_are_released),
        TEST(limits_are_those_of_the_badge_that_asks),
        TEST(limits_count_for_the_request_as_the_handler_changed_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
