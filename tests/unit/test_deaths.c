/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A client dies at each point of each kind of request, on the hosted kernel. One call revokes everything, and
 * another client gets the same at once.
 */
#include "support/crowd.h"
#include "support/pair.h"
#include "support/request.h"
#include "support/test.h"
#include "support/unlimited.h"

#include "wire/wire.h"

#define DYING 0
#define HEIR 1

enum point { BEFORE_THE_CALL_IS_RECEIVED, BEFORE_THE_HANDLER, AFTER_THE_HANDLER, BEFORE_THE_ANSWER_IS_READ };

struct death {
    struct crowd *crowd;
    enum point point;
    bool destroyed; /* its process is destroyed at once; otherwise its thread faults */
    bool released;  /* its leases are revoked at once; otherwise later */
};

static void die(struct death *death)
{
    struct crowd *crowd = death->crowd;

    if (death->destroyed) {
        crowd_destroy(crowd, DYING);
    } else {
        crowd_crash(crowd, DYING);
    }
    if (death->released) {
        assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[DYING].badge), 0);
    }
}

static int let_it_die_and_handle(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    struct death *death = data;

    if (death->point == BEFORE_THE_HANDLER) {
        die(death);
    }
    int error = sel4rpc_default_handler(env, NULL, request);
    if (death->point == AFTER_THE_HANDLER) {
        die(death);
    }
    return error;
}

/* Fills in the n-th message: each kind of request, then the others. Returns false if there is no n-th. */
static bool nth_message(unsigned n, uint64_t cookie, RpcMessage *message)
{
    const RpcMessage others[] = {
        {.which_msg = RpcMessage_memory_tag,
         .msg.memory =
             {.action = Action_FREE, .address = cookie, .type = seL4_UntypedObject, .size_bits = 14}},
        {.which_msg = RpcMessage_release_tag, .msg.release.cookie = cookie},
        {.which_msg = RpcMessage_version_tag},
        {.which_msg = RpcMessage_account_tag},
        {.which_msg = RpcMessage_lease_tag},
        {.which_msg = RpcMessage_range_tag, .msg.range.kind = LeaseKind_IRQ},
        {.which_msg = RpcMessage_memory_tag, .msg.memory.type = 9999},
    };

    if (n < REQUEST_COUNT) {
        *message = request_message(&requests[n]);
        return true;
    }
    if (n - REQUEST_COUNT < COUNT_OF(others)) {
        *message = others[n - REQUEST_COUNT];
        return true;
    }
    return false;
}

/* The client takes all things but one. Returns the cookie of the first, or of the second. */
static uint64_t take_all_but(struct crowd *crowd, unsigned n, unsigned omitted)
{
    sel4rpc_client_t *rpc = crowd_be(crowd, n);
    uint64_t cookie = 0;

    for (unsigned i = REQUEST_COUNT; i-- > 0;) {
        struct grant_result grant;
        if (i != omitted) {
            assert_int_equal(request_ask(rpc, &requests[i], client_slot(i), &grant), 0);
            cookie = grant.cookie;
        }
    }
    crowd_be_server();
    return cookie;
}

/* The client calls with a message, and dies. */
static void call_and_die(struct death *death, const RpcMessage *message)
{
    struct crowd *crowd = death->crowd;
    seL4_CPtr endpoint = crowd_be(crowd, DYING)->server_ep;
    seL4_Word length;

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    length = srpc_wire_encode(message, 1);
    assert_int_not_equal(length, 0);
    seL4_SetCapReceivePath(SEL4UTILS_CNODE_SLOT, client_slot(CROWD_SLOTS - 1).index, seL4_WordBits);
    crowd_be_server();
    fixture_call_begin(crowd->clients[DYING].thread, endpoint, seL4_MessageInfo_new(0, 0, 0, length));
    if (death->point == BEFORE_THE_CALL_IS_RECEIVED) {
        die(death);
        return;
    }
    crowd_serve(crowd);
    if (death->point == BEFORE_THE_ANSWER_IS_READ) {
        assert_true(fixture_is_done(crowd->clients[DYING].thread));
        die(death);
    }
}

/* Everything is revoked, and the heir gets it; then all is as at the start. */
static void inherit(struct crowd *crowd)
{
    if (crowd->clients[DYING].thread != NULL) {
        crowd_destroy(crowd, DYING);
    }
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[DYING].badge), 0);
    (void)take_all_but(crowd, HEIR, REQUEST_COUNT);
    crowd_be(crowd, HEIR);
    for (unsigned i = 0; i < REQUEST_COUNT; i++) {
        assert_true(client_slot_is_full(i));
    }
    crowd_be_server();
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[HEIR].badge), 0);
    crowd_be(crowd, HEIR);
    for (unsigned i = 0; i < REQUEST_COUNT; i++) {
        client_delete(i); /* which was handed over */
    }
    crowd_be_server();
    crowd_start(crowd, DYING);
    crowd_assert_nothing_is_held(crowd);
}

static void die_in_each_way(struct crowd *crowd, enum point point)
{
    struct death death = {.crowd = crowd, .point = point};
    RpcMessage message;
    uint64_t cookie = 0;

    for (unsigned n = 0; nth_message(n, cookie, &message); n++) {
        for (unsigned way = 0; way < 4; way++) {
            death.destroyed = way & 1;
            death.released = way & 2;
            cookie = take_all_but(crowd, DYING, n);
            (void)nth_message(n, cookie, &message);
            crowd->env.handler = let_it_die_and_handle;
            crowd->env.data = &death;
            call_and_die(&death, &message);
            crowd->env.handler = sel4rpc_default_handler;
            inherit(crowd);
        }
    }
}

static void die_at(void **state, enum point point)
{
    struct crowd *crowd = *state;

    /* An unregistered client: what it got without a lease goes with its CSpace. */
    die_in_each_way(crowd, point);
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[n].badge, &unlimited, NULL), 0);
    }
    die_in_each_way(crowd, point);
}

static void death_before_the_call_is_received_leaves_nothing(void **state)
{
    die_at(state, BEFORE_THE_CALL_IS_RECEIVED);
}

static void death_before_the_handler_leaves_nothing(void **state)
{
    die_at(state, BEFORE_THE_HANDLER);
}

static void death_after_the_handler_leaves_nothing(void **state)
{
    die_at(state, AFTER_THE_HANDLER);
}

static void death_before_the_answer_is_read_leaves_nothing(void **state)
{
    die_at(state, BEFORE_THE_ANSWER_IS_READ);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, crowd_set_up, crowd_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(death_before_the_call_is_received_leaves_nothing),
        TEST(death_before_the_handler_leaves_nothing),
        TEST(death_after_the_handler_leaves_nothing),
        TEST(death_before_the_answer_is_read_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
