/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts: who runs, and how a Call lends one to a passive server.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define CLIENT_CONTEXT FIXTURE_CONTEXT_SLOT(0)
#define SERVER_CONTEXT FIXTURE_CONTEXT_SLOT(1)

struct system {
    abi_word endpoint;
    abi_word reply; /* the server's */
    struct fixture_thread client;
    struct fixture_thread server;
};

/* The server waits for a call, and is passive. */
static struct system make_system(struct fixture *fixture)
{
    struct system made;
    made.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    made.client = fixture_thread(fixture, 0);
    made.server = fixture_thread(fixture, 0);
    made.reply = fixture_retype(fixture, ABI_OBJECT_REPLY, 0, 1);
    fixture_request(made.server.thread, ABI_SYS_RECV, made.endpoint, 0, NO_WORDS, NO_WORDS);
    kernel_message(made.server.thread)->reply = made.reply;
    fixture_enter(fixture, made.server.thread);
    assert_int_equal(fixture_invoke(fixture, SERVER_CONTEXT, ABI_SCHED_CONTEXT_UNBIND, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    return made;
}

static void call(struct fixture *fixture, const struct system *system)
{
    fixture_do(fixture, system->client.thread, ABI_SYS_CALL, system->endpoint, 1, WORDS(10), NO_WORDS);
}

static abi_word bind(struct fixture *fixture, abi_word context, abi_word capability)
{
    return fixture_invoke(fixture, context, ABI_SCHED_CONTEXT_BIND, NO_WORDS, WORDS(capability));
}

static void a_thread_without_context_does_not_run(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(
        fixture_invoke(fixture, CLIENT_CONTEXT, ABI_SCHED_CONTEXT_UNBIND_OBJECT, NO_WORDS, WORDS(thread.tcb)),
        ABI_NO_ERROR);
    assert_false(kernel_is_running(thread.thread));
    assert_int_equal(fixture_last_event(fixture, EVENT_PAUSE)->words[0], 1);
    assert_int_equal(bind(fixture, CLIENT_CONTEXT, thread.tcb), ABI_NO_ERROR);
    assert_true(kernel_is_running(thread.thread));
    assert_int_equal(fixture_last_event(fixture, EVENT_PAUSE)->words[0], 0);
}

static void a_resumed_thread_starts_once_it_has_a_context(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_invoke(fixture, CLIENT_CONTEXT, ABI_SCHED_CONTEXT_UNBIND, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_false(kernel_is_running(thread.thread));
    assert_int_equal(bind(fixture, CLIENT_CONTEXT, thread.tcb), ABI_NO_ERROR);
    assert_true(kernel_is_running(thread.thread));
}

static void a_call_lends_its_context_to_a_passive_server_until_the_reply(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_system(fixture);
    call(fixture, &system);
    assert_int_equal(fixture_answer(fixture, system.server.thread)->mr[0], 10);
    fixture_request(system.server.thread, ABI_SYS_REPLYRECV, system.endpoint, 2, WORDS(11), NO_WORDS);
    kernel_message(system.server.thread)->reply = system.reply;
    fixture_enter(fixture, system.server.thread);
    assert_int_equal(fixture_answer(fixture, system.client.thread)->mr[0], 11);
    call(fixture, &system); /* and again */
    assert_int_equal(fixture_answer(fixture, system.server.thread)->mr[0], 10);
}

static void a_passive_server_that_replies_without_receiving_stops(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_system(fixture);
    call(fixture, &system);
    fixture_answer(fixture, system.server.thread);
    fixture_do(fixture, system.server.thread, ABI_SYS_SEND, system.reply, 2, WORDS(11), NO_WORDS);
    fixture_answer(fixture, system.client.thread);
    assert_false(fixture_is_ready(fixture, system.server.thread));
    assert_int_equal(bind(fixture, SERVER_CONTEXT, system.server.tcb), ABI_NO_ERROR);
    fixture_answer(fixture, system.server.thread);
}

/* Its parent can still reply, and the client's context comes back. */
static void a_server_that_dies_before_its_reply_leaves_the_client_waiting(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_system(fixture);
    call(fixture, &system);
    fixture_answer(fixture, system.server.thread);
    fixture_delete(fixture, system.server.tcb);
    assert_false(fixture_is_ready(fixture, system.client.thread));
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, system.reply, 2, WORDS(12), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_answer(fixture, system.client.thread)->mr[0], 12);
}

static void deleting_the_reply_object_returns_the_context(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_system(fixture);
    call(fixture, &system);
    fixture_answer(fixture, system.server.thread);
    fixture_delete(fixture, system.reply);
    assert_false(kernel_is_running(system.server.thread));
    assert_int_equal(fixture_invoke(fixture, system.client.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBWAIT, system.endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 10); /* it calls again, on its context */
}

static void a_notification_lends_its_context_until_the_thread_waits_again(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_WAIT, notification, 0, NO_WORDS, NO_WORDS);
    fixture_invoke(fixture, CLIENT_CONTEXT, ABI_SCHED_CONTEXT_UNBIND, NO_WORDS, NO_WORDS);
    assert_int_equal(bind(fixture, CLIENT_CONTEXT, notification), ABI_NO_ERROR);
    for (unsigned i = 0; i < 2; i++) {
        fixture_do(fixture, fixture->root, ABI_SYS_SEND, notification, 0, NO_WORDS, NO_WORDS);
        fixture_answer(fixture, fixture->root);
        fixture_answer(fixture, thread.thread);
        fixture_do(fixture, thread.thread, ABI_SYS_WAIT, notification, 0, NO_WORDS, NO_WORDS);
        assert_int_equal(fixture_invoke(fixture, CLIENT_CONTEXT, ABI_SCHED_CONTEXT_UNBIND_OBJECT, NO_WORDS,
                                        WORDS(thread.tcb)),
                         ABI_ILLEGAL_OPERATION);
    }
}

static void the_time_consumed_is_told_once(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, CLIENT_CONTEXT, ABI_SCHED_CONTEXT_CONSUMED, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(fixture_invoke(fixture, CLIENT_CONTEXT, ABI_SCHED_CONTEXT_YIELD_TO, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), 0);
}

/* Makes a thread with a timeout handler that calls the endpoint. */
static struct system make_limited(struct fixture *fixture, abi_word budget, abi_word period)
{
    struct system made = {.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1)};
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    made.client = fixture_thread(fixture, 0);
    made.server.tcb = handler;
    assert_int_equal(
        fixture_invoke(fixture, made.client.tcb, ABI_TCB_SET_TIMEOUT_ENDPOINT, NO_WORDS, WORDS(handler)),
        ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_SCHED_CONTROL, ABI_SCHED_CONTROL_CONFIGURE_FLAGS,
                                    WORDS(budget, period, 0, 0x77, 0), WORDS(CLIENT_CONTEXT)),
                     ABI_NO_ERROR);
    return made;
}

static void a_budget_that_ends_is_told_to_the_timeout_handler_and_the_call_repeated(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_limited(fixture, 1000, 2000);
    fixture_do(fixture, system.client.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, system.client.thread);
    fixture->choices[0] = 1;
    call(fixture, &system);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, system.server.tcb, 0, NO_WORDS, NO_WORDS);
    const struct abi_message *fault = fixture_answer(fixture, fixture->root);
    assert_int_equal(fault->info, ABI_INFO(ABI_FAULT_TIMEOUT, 0, 0, 2));
    assert_int_equal(fault->mr[0], 0x77);
    fixture_reply(fixture, fixture->root, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, system.endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 10);
}

static void a_budget_ends_after_as_many_system_calls(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_limited(fixture, 20, 2000);
    for (unsigned i = 0; i < 20; i++) {
        fixture_do(fixture, system.client.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
        fixture_answer(fixture, system.client.thread);
    }
    call(fixture, &system);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, system.server.tcb, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->info, ABI_INFO(ABI_FAULT_TIMEOUT, 0, 0, 2));
}

static void a_round_robin_threads_budget_never_ends(void **state)
{
    struct fixture *fixture = *state;
    struct system system = make_limited(fixture, 1000, 1000);
    fixture->choices[0] = 1;
    call(fixture, &system);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, system.endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_thread_without_context_does_not_run),
        KERNEL_TEST(a_resumed_thread_starts_once_it_has_a_context),
        KERNEL_TEST(a_call_lends_its_context_to_a_passive_server_until_the_reply),
        KERNEL_TEST(a_passive_server_that_replies_without_receiving_stops),
        KERNEL_TEST(a_server_that_dies_before_its_reply_leaves_the_client_waiting),
        KERNEL_TEST(deleting_the_reply_object_returns_the_context),
        KERNEL_TEST(a_notification_lends_its_context_until_the_thread_waits_again),
        KERNEL_TEST(the_time_consumed_is_told_once),
        KERNEL_TEST(a_budget_that_ends_is_told_to_the_timeout_handler_and_the_call_repeated),
        KERNEL_TEST(a_budget_ends_after_as_many_system_calls),
        KERNEL_TEST(a_round_robin_threads_budget_never_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
