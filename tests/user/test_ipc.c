/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages between threads through libsel4, and the fixture beneath the tests of servers and clients.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <sel4utils/api.h>

#include "support/user_fixture.h"

static vka_object_t endpoint;
static struct fixture_thread *client;
static seL4_CPtr client_ep;

static void make_client(void)
{
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    client = fixture_client_new("client");
    client_ep = fixture_give_endpoint(client, &endpoint, 77);
}

static void call_reaches_server_with_badge_and_registers(void **state)
{
    seL4_MessageInfo_t info;
    seL4_Word badge = 0;

    (void)state;
    make_client();
    fixture_ipc_buffer(client)->msg[0] = 42;
    fixture_ipc_buffer(client)->msg[119] = 43;
    fixture_call_begin(client, client_ep, seL4_MessageInfo_new(5, 0, 0, 120));
    assert_false(fixture_is_done(client));

    info = api_recv(endpoint.cptr, &badge, 0);
    assert_int_equal(badge, 77);
    assert_int_equal(seL4_MessageInfo_get_label(info), 5);
    assert_int_equal(seL4_MessageInfo_get_length(info), 120);
    assert_int_equal(seL4_GetMR(0), 42);
    assert_int_equal(seL4_GetMR(119), 43);

    seL4_SetMR(0, 44);
    api_reply(0, seL4_MessageInfo_new(6, 0, 0, 1));
    assert_true(fixture_is_done(client));
    info = fixture_call_finish(client);
    assert_int_equal(seL4_MessageInfo_get_label(info), 6);
    assert_int_equal(seL4_MessageInfo_get_length(info), 1);
    assert_int_equal(fixture_ipc_buffer(client)->msg[0], 44);
}

static void registers_past_the_message_stay(void **state)
{
    (void)state;
    make_client();
    fixture_ipc_buffer(client)->msg[0] = 1;
    fixture_call_begin(client, client_ep, seL4_MessageInfo_new(0, 0, 0, 1));
    seL4_SetMR(0, 1001);
    seL4_SetMR(1, 1002);
    seL4_Recv(endpoint.cptr, NULL);
    assert_int_equal(seL4_GetMR(0), 1);
    assert_int_equal(seL4_GetMR(1), 1002);
    seL4_Reply(seL4_MessageInfo_new(0, 0, 0, 0));
}

static void serve_increment(void *argument)
{
    seL4_Word *calls = argument;
    seL4_Word badge;

    seL4_Recv(endpoint.cptr, &badge);
    (*calls)++;
    seL4_SetMR(0, seL4_GetMR(0) + 1);
    seL4_Reply(seL4_MessageInfo_new(0, 0, 0, 1));
}

static void call_by_current_client_runs_scripted_server(void **state)
{
    seL4_Word calls = 0;

    (void)state;
    make_client();
    fixture_set_server(fixture_root(), serve_increment, &calls);
    fixture_switch(client);
    for (seL4_Word i = 1; i <= 3; i++) {
        seL4_SetMR(0, i * 10);
        seL4_Call(client_ep, seL4_MessageInfo_new(0, 0, 0, 1));
        assert_int_equal(seL4_GetMR(0), i * 10 + 1);
        assert_int_equal(calls, i);
    }
    fixture_switch(fixture_root());
}

static void call_with_registers_leaves_the_buffers_first_ones(void **state)
{
    seL4_Word calls = 0;
    seL4_Word mr0 = 10;
    seL4_Word mr1 = 1234;

    (void)state;
    make_client();
    fixture_set_server(fixture_root(), serve_increment, &calls);
    fixture_switch(client);
    seL4_SetMR(0, 99);
#if CONFIG_WORD_SIZE == 64
    seL4_CallWithMRs(client_ep, seL4_MessageInfo_new(0, 0, 0, 1), &mr0, &mr1, NULL, NULL);
#else
    seL4_CallWithMRs(client_ep, seL4_MessageInfo_new(0, 0, 0, 1), &mr0, &mr1);
#endif
    assert_int_equal(mr0, 11);
    assert_int_equal(mr1, 1234);
    assert_int_equal(seL4_GetMR(0), 99);
    fixture_switch(fixture_root());
}

static void reply_with_capability_fills_the_receive_slot(void **state)
{
    const seL4_CPtr slot = 40;

    (void)state;
    make_client();
    fixture_switch(client);
    seL4_SetCapReceivePath(SEL4UTILS_CNODE_SLOT, slot, seL4_WordBits);
    fixture_switch(fixture_root());
    fixture_call_begin(client, client_ep, seL4_MessageInfo_new(0, 0, 0, 0));
    seL4_Recv(endpoint.cptr, NULL);
    seL4_SetCap(0, endpoint.cptr);
    seL4_Reply(seL4_MessageInfo_new(0, 0, 1, 0));
    assert_int_equal(seL4_MessageInfo_get_extraCaps(fixture_call_finish(client)), 1);
    fixture_switch(client);
    assert_int_not_equal(seL4_DebugCapIdentify(slot), 0);
    fixture_switch(fixture_root());
}

static void capability_to_the_endpoint_itself_arrives_as_badge(void **state)
{
    seL4_MessageInfo_t info;

    (void)state;
    make_client();
    fixture_ipc_buffer(client)->caps_or_badges[0] = client_ep;
    fixture_call_begin(client, client_ep, seL4_MessageInfo_new(0, 0, 1, 0));
    info = seL4_Recv(endpoint.cptr, NULL);
    assert_int_equal(seL4_MessageInfo_get_capsUnwrapped(info), 1);
    assert_int_equal(seL4_GetBadge(0), 77);
    seL4_Reply(seL4_MessageInfo_new(0, 0, 0, 0));
}

static void poll_without_message_returns_at_once(void **state)
{
    seL4_Word badge = 5;

    (void)state;
    make_client();
    seL4_NBRecv(endpoint.cptr, &badge);
    assert_int_equal(badge, 0);
}

static void signal_wakes_waiting_thread(void **state)
{
    vka_object_t notification;
    cspacepath_t path;
    seL4_CPtr slot;
    seL4_Word badge = 0;

    (void)state;
    make_client();
    assert_int_equal(vka_alloc_notification(fixture_vka(), &notification), 0);
    vka_cspace_make_path(fixture_vka(), notification.cptr, &path);
    slot = sel4utils_copy_path_to_process(fixture_process(client), path);
    fixture_begin(client, ABI_SYS_RECV, slot, seL4_MessageInfo_new(0, 0, 0, 0));
    assert_false(fixture_is_done(client));
    seL4_Signal(notification.cptr);
    fixture_finish(client, &badge);
    seL4_Signal(notification.cptr);
    seL4_Wait(notification.cptr, NULL);
}

static void reply_recv_answers_and_receives(void **state)
{
    struct fixture_thread *second;
    seL4_CPtr second_ep;
    seL4_Word badge = 0;

    (void)state;
    make_client();
    second = fixture_client_new("second");
    second_ep = fixture_give_endpoint(second, &endpoint, 78);
    fixture_call_begin(client, client_ep, seL4_MessageInfo_new(0, 0, 0, 0));
    fixture_call_begin(second, second_ep, seL4_MessageInfo_new(0, 0, 0, 0));
    seL4_Recv(endpoint.cptr, &badge);
    assert_int_equal(badge, 77);
    api_reply_recv(endpoint.cptr, seL4_MessageInfo_new(0, 0, 0, 0), &badge, 0);
    assert_int_equal(badge, 78);
    assert_true(fixture_is_done(client));
    assert_false(fixture_is_done(second));
    seL4_Reply(seL4_MessageInfo_new(0, 0, 0, 0));
    assert_true(fixture_is_done(second));
}

static void destroyed_client_leaves_nothing(void **state)
{
    struct fixture_balance before;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    before = fixture_get_balance();
    client = fixture_client_new("client");
    client_ep = fixture_give_endpoint(client, &endpoint, 77);
    fixture_call_begin(client, client_ep, seL4_MessageInfo_new(0, 0, 0, 0));
    fixture_client_destroy(client);
    fixture_assert_balance(&before);
}

static void ended_thread_is_reported_at_its_fault_endpoint(void **state)
{
    seL4_MessageInfo_t info;
    seL4_Fault_t fault;

    (void)state;
    make_client();
    fixture_end_thread(client, ABI_EXCEPTION_EXIT, 3);
    info = seL4_Recv(fixture_process(client)->fault_endpoint.cptr, NULL);
    fault = seL4_getFault(info);
    assert_int_equal(seL4_Fault_get_seL4_FaultType(fault), seL4_Fault_UserException);
    assert_int_equal(seL4_Fault_UserException_get_Number(fault), ABI_EXCEPTION_EXIT);
    assert_int_equal(seL4_Fault_UserException_get_Code(fault), 3);
    fixture_client_destroy(client);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(call_reaches_server_with_badge_and_registers),
        TEST(registers_past_the_message_stay),
        TEST(call_by_current_client_runs_scripted_server),
        TEST(call_with_registers_leaves_the_buffers_first_ones),
        TEST(reply_with_capability_fills_the_receive_slot),
        TEST(capability_to_the_endpoint_itself_arrives_as_badge),
        TEST(poll_without_message_returns_at_once),
        TEST(signal_wakes_waiting_thread),
        TEST(reply_recv_answers_and_receives),
        TEST(destroyed_client_leaves_nothing),
        TEST(ended_thread_is_reported_at_its_fault_endpoint),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
