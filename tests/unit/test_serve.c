/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sel4rpc_server_serve(): answers and receives in one kernel entry, and hands what is not a request to a
 * callback.
 */
#include "support/stage.h"
#include "support/test.h"
#include "wire/wire.h"

#include <sel4utils/api.h>
#include <setjmp.h>
#include <vka/object_capops.h>
#include <vspace/arch/page.h>

static const RpcMessage ask_version = {.which_msg = RpcMessage_version_tag};

static const RpcMessage grants[] = {
    {.which_msg = RpcMessage_memory_tag,
     .msg.memory = {.address = SEL4RPC_ANYWHERE, .type = seL4_ARCH_4KPage, .size_bits = 12}},
    {.which_msg = RpcMessage_irq_tag,
     .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple.irq = 4}},
    {.which_msg = RpcMessage_ioport_tag, .msg.ioport = {0x3f8, 0x3ff}},
};

/* Whoever stopped the loop awaits an answer, and can stop it again then. */
static void let_the_last_go_on(void)
{
    api_reply(0, seL4_MessageInfo_new(0, 0, 0, 0));
}

static void questions_are_answered_and_the_next_received_in_one_entry(void **state)
{
    struct stage *stage = *state;

    for (unsigned i = 0; i < 3; i++) {
        stage_request(stage, i, &ask_version);
    }
    assert_int_equal(stage_serve(stage), 1 + 3); /* the first receive, and one entry for each request */
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(stage_answer(stage, i).which_detail, ReturnMessage_version_tag);
    }
    assert_int_equal(stage->others, 0);
}

/* Apart from the grant itself, one entry fewer than if the answer goes out before the next receive. */
static void leases_are_answered_and_the_next_received_in_one_entry(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    for (size_t i = 0; i < COUNT_OF(grants); i++) {
        stage_request(stage, 0, &grants[i]);
        unsigned long two_entries = stage_serve_step_by_step(stage);
        assert_int_equal(stage_answer(stage, 0).errorCode, 0);
        let_the_last_go_on();
        assert_int_equal(sel4rpc_server_release_client(&stage->env, STAGE_BADGE(0)), 0);

        stage_request(stage, 0, &grants[i]);
        assert_int_equal(stage_serve(stage), two_entries - 1);
        assert_int_equal(stage_answer(stage, 0).errorCode, 0);
        let_the_last_go_on();
        assert_true(stage_has_capability(stage, 0));
        assert_int_equal(sel4rpc_server_release_client(&stage->env, STAGE_BADGE(0)), 0);
        assert_false(stage_has_capability(stage, 0));
    }
}

/* The server keeps no copy, so the answer cannot wait: the client has the only capability. */
static void what_is_handed_over_is_answered_at_once(void **state)
{
    struct stage *stage = *state;
    const RpcMessage *irq = &grants[1];

    stage_request(stage, 0, irq);
    unsigned long two_entries = stage_serve_step_by_step(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    let_the_last_go_on();
    stage_delete_capability(stage, 0);

    struct fixture_balance before = fixture_get_balance();
    stage_request(stage, 0, irq);
    assert_int_equal(stage_serve(stage), two_entries);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    assert_true(stage_has_capability(stage, 0));
    struct fixture_balance now = fixture_get_balance();
    assert_int_equal(now.memory.slots_used, before.memory.slots_used);
    assert_int_equal(now.census.irq_handlers, before.census.irq_handlers + 1);
}

static void each_client_gets_its_own_answer(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    for (unsigned i = 0; i < 3; i++) {
        stage_request(stage, i, &grants[i]);
    }
    (void)stage_serve(stage);
    for (unsigned i = 0; i < 3; i++) {
        ReturnMessage answer = stage_answer(stage, i);
        AccountMessage account;
        assert_int_equal(answer.errorCode, 0);
        assert_int_not_equal(answer.cookie, 0);
        assert_true(stage_has_capability(stage, i));
        assert_int_equal(sel4rpc_server_get_account(&stage->env, STAGE_BADGE(i), &account), 0);
        assert_int_equal(account.leases, 1);
    }
}

static void a_refusal_carries_its_error_and_no_capability(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    stage_request(stage, 0, &grants[1]);
    stage_request(stage, 1, &grants[1]);
    (void)stage_serve(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    ReturnMessage answer = stage_answer(stage, 1);
    assert_int_equal(answer.errorCode, seL4_RevokeFirst);
    assert_int_equal(answer.cookie, 0);
    assert_false(stage_has_capability(stage, 1));
}

static void what_holds_no_request_is_answered(void **state)
{
    struct stage *stage = *state;
    RpcMessage an_answer = {.which_msg = RpcMessage_ret_tag};

    stage_request(stage, 0, &an_answer);
    stage_request(stage, 1, &ask_version);
    (void)stage_serve(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, seL4_InvalidArgument);
    assert_int_equal(stage_answer(stage, 1).errorCode, 0);
    assert_int_equal(stage->others, 0);
}

static void an_own_message_is_answered_as_the_callback_says(void **state)
{
    struct stage *stage = *state;
    seL4_Word number;

    stage_message(stage, 1, LABEL_ANSWER, 41);
    assert_int_equal(stage_serve(stage), 1 + 1);
    seL4_MessageInfo_t info = stage_plain_answer(stage, 1, &number);
    assert_int_equal(seL4_MessageInfo_get_label(info), 7);
    assert_int_equal(seL4_MessageInfo_get_length(info), 1);
    assert_int_equal(number, 42);
    assert_int_equal(stage->badge, STAGE_BADGE(1));
    assert_int_equal(stage->length, 1);
}

static void an_own_message_may_stay_without_an_answer(void **state)
{
    struct stage *stage = *state;

    stage_message(stage, 1, LABEL_IGNORE, 0);
    stage_request(stage, 2, &ask_version);
    (void)stage_serve(stage);
    assert_false(stage_is_answered(stage, 1));
    assert_int_equal(stage_answer(stage, 2).errorCode, 0);
    assert_int_equal(stage->others, 1);
}

static void what_comes_after_the_stop_waits_for_the_next_loop(void **state)
{
    struct stage *stage = *state;

    stage_message(stage, 1, LABEL_STOP, 0);
    stage_request(stage, 2, &ask_version);
    assert_int_equal(stage_serve(stage), 1);
    assert_false(stage_is_answered(stage, 1));
    assert_false(stage_is_answered(stage, 2));
    sel4rpc_server_serve(&stage->env, stage->endpoint.cptr, stage_other, stage);
    assert_int_equal(stage_answer(stage, 2).errorCode, 0);
}

static void a_fault_goes_to_the_callback(void **state)
{
    struct stage *stage = *state;

    fixture_end_thread(stage->clients[0], ABI_EXCEPTION_EXIT, 3);
    stage_request(stage, 1, &ask_version);
    (void)stage_serve(stage);
    assert_int_equal(stage->others, 1);
    assert_int_equal(stage->label, seL4_Fault_UserException);
    assert_int_equal(stage_answer(stage, 1).errorCode, 0);
}

#define SIGNAL_BADGE 0x70

/* Binds a notification to the server's thread. */
static void bind_notification(struct stage *stage)
{
    vka_t *vka = fixture_vka();

    assert_int_equal(vka_alloc_notification(vka, &stage->notification), 0);
    assert_int_equal(vka_mint_object(vka, &stage->notification, &stage->signal, seL4_AllRights, SIGNAL_BADGE),
                     0);
    assert_int_equal(seL4_TCB_BindNotification(seL4_CapInitThreadTCB, stage->notification.cptr), 0);
    assert_int_equal(sel4rpc_server_set_notifications(&stage->env, SIGNAL_BADGE), 0);
}

static void unbind_notification(struct stage *stage)
{
    assert_int_equal(seL4_TCB_UnbindNotification(seL4_CapInitThreadTCB), 0);
    assert_int_equal(vka_cnode_delete(&stage->signal), 0);
    vka_cspace_free(fixture_vka(), stage->signal.capPtr);
    vka_free_object(fixture_vka(), &stage->notification);
}

static void a_notification_goes_to_the_callback(void **state)
{
    struct stage *stage = *state;

    bind_notification(stage);
    seL4_Signal(stage->signal.capPtr);
    stage_request(stage, 1, &ask_version);
    (void)stage_serve(stage);
    assert_int_equal(stage->others, 1);
    assert_int_equal(stage->badge, SIGNAL_BADGE);
    assert_int_equal(stage->length, 0);
    assert_int_equal(stage_answer(stage, 1).errorCode, 0);
    unbind_notification(stage);
}

#define LABEL_ATTACK 1

/* Signals after the attacker's message. */
static sel4rpc_next_t signal_after_the_attack(struct sel4rpc_env *env, void *data, seL4_Word badge,
                                              seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    if (seL4_MessageInfo_get_label(info) == LABEL_ATTACK) {
        seL4_Signal(((struct stage *)data)->signal.capPtr);
        fixture_choose(2, 1); /* the info of the answer before the attack, the attack's registers */
        return SEL4RPC_NEXT;
    }
    return stage_other(env, data, badge, info, answer);
}

/* A signal leaves in the registers what was there: at worst a client's bytes, and the info of an earlier
 * message. */
static void bytes_that_a_client_left_are_not_served_with_a_signal(void **state)
{
    struct stage *stage = *state;
    seL4_Word *mr = fixture_ipc_buffer(stage->clients[2])->msg;

    bind_notification(stage);
    stage_request(stage, 1, &ask_version);
    fixture_switch(stage->clients[2]);
    seL4_Word length = srpc_wire_encode(&ask_version, 1);
    fixture_switch(fixture_root());
    mr[0] = SEL4RPC_MSG_MAGIC;
    fixture_begin(stage->clients[2], ABI_SYS_SEND, stage->eps[2],
                  seL4_MessageInfo_new(LABEL_ATTACK, 0, 0, length));
    stage_message(stage, 3, LABEL_STOP, 0);
    sel4rpc_server_serve(&stage->env, stage->endpoint.cptr, signal_after_the_attack, stage);
    assert_int_equal(stage->others, 1);
    assert_int_equal(stage->badge, SIGNAL_BADGE);
    assert_int_equal(stage->length, 0);
    unbind_notification(stage);
}

/* As a parent does when a client is gone; others then get what they ask for. */
static void the_callback_may_take_back_what_a_client_holds(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    stage_request(stage, 0, &grants[1]);
    stage_message(stage, 1, LABEL_RELEASE, 0);
    stage_request(stage, 2, &grants[1]);
    (void)stage_serve(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    assert_int_equal(stage_answer(stage, 2).errorCode, 0);
    assert_false(stage_has_capability(stage, 0));
    assert_true(stage_has_capability(stage, 2));
}

static int handler_that_answers_itself(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)data;
    (void)request;
    return sel4rpc_server_reply(env, 0, seL4_DeleteFirst, 99);
}

static void a_handler_may_answer_itself(void **state)
{
    struct stage *stage = *state;

    stage->env.handler = handler_that_answers_itself;
    stage_request(stage, 0, &ask_version);
    stage_request(stage, 1, &ask_version);
    assert_int_equal(stage_serve(stage), 1 + 2 * 2); /* its answers go out at once */
    for (unsigned i = 0; i < 2; i++) {
        ReturnMessage answer = stage_answer(stage, i);
        assert_int_equal(answer.errorCode, seL4_DeleteFirst);
        assert_int_equal(answer.cookie, 99);
    }
}

static int handler_that_never_answers(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)env;
    (void)data;
    return request->which_msg == RpcMessage_version_tag ? 0 : seL4_TruncatedMessage;
}

static void a_handler_that_never_answers_is_answered_for(void **state)
{
    struct stage *stage = *state;

    stage->env.handler = handler_that_never_answers;
    stage_request(stage, 0, &ask_version);
    stage_request(stage, 1, &grants[0]);
    assert_int_equal(stage_serve(stage), 1 + 2);
    assert_int_equal(stage_answer(stage, 0).errorCode, seL4_IllegalOperation);
    assert_int_equal(stage_answer(stage, 1).errorCode, seL4_TruncatedMessage);
}

/* Passes the request on, then changes its mind. */
static int handler_that_takes_back(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)data;
    assert_int_equal(sel4rpc_default_handler(env, NULL, request), 0);
    return sel4rpc_server_release_client(env, STAGE_BADGE(0));
}

static void what_is_released_before_its_answer_goes_out_is_not_sent(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    stage->env.handler = handler_that_takes_back;
    for (size_t i = 0; i < COUNT_OF(grants); i++) {
        stage_request(stage, 0, &grants[i]);
        (void)stage_serve(stage);
        ReturnMessage answer = stage_answer(stage, 0);
        assert_int_equal(answer.errorCode, seL4_IllegalOperation);
        assert_int_equal(answer.cookie, 0);
        assert_false(stage_has_capability(stage, 0));
        let_the_last_go_on();
    }
}

/* Counts the requests answered with an error. */
static uint32_t refused(const struct stage *stage)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&stage->env, &statistics);
    return statistics.refused;
}

static void what_is_released_before_its_answer_goes_out_counts_as_refused(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    stage->env.handler = handler_that_takes_back;
    stage_request(stage, 0, &grants[0]);
    (void)stage_serve(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, seL4_IllegalOperation);
    assert_int_equal(refused(stage), 1);
}

static uint64_t earlier_cookie;
#define EARLIER_CLIENT STAGE_BADGE(1)

/* Grants, and releases earlier grants. */
static int handler_that_exchanges(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)data;
    assert_int_equal(sel4rpc_default_handler(env, NULL, request), 0);
    return sel4rpc_server_release(env, EARLIER_CLIENT, earlier_cookie);
}

static void an_answer_that_waits_stays_when_another_lease_is_released(void **state)
{
    struct stage *stage = *state;

    stage_register_all(stage);
    stage_request(stage, 1, &grants[1]);
    (void)stage_serve(stage);
    earlier_cookie = stage_answer(stage, 1).cookie;
    let_the_last_go_on();
    stage->env.handler = handler_that_exchanges;
    stage_request(stage, 0, &grants[0]);
    (void)stage_serve(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    assert_true(stage_has_capability(stage, 0));
    assert_false(stage_has_capability(stage, 1));
}

/* Only one answer can be due: that of the first call. */
static int handler_that_asks_twice(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)data;
    assert_int_equal(sel4rpc_default_handler(env, NULL, request), 0);
    assert_int_equal(sel4rpc_default_handler(env, NULL, request), seL4_IllegalOperation);
    assert_int_equal(sel4rpc_server_reply(env, 0, 0, 0), seL4_IllegalOperation);
    return seL4_RangeError;
}

static void an_answer_that_waits_counts_as_an_answer(void **state)
{
    struct stage *stage = *state;

    stage->env.handler = handler_that_asks_twice;
    stage_request(stage, 0, &grants[0]);
    (void)stage_serve(stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    assert_true(stage_has_capability(stage, 0));
}

/* A request with another magic, which the callback serves nevertheless. */
static sel4rpc_next_t other_that_serves(struct sel4rpc_env *env, void *data, seL4_Word badge,
                                        seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    if (seL4_MessageInfo_get_label(info) == LABEL_STOP) {
        return stage_other(env, data, badge, info, answer);
    }
    sel4rpc_server_set_magic(env, SEL4RPC_MSG_MAGIC);
    assert_true(sel4rpc_server_handle(env, badge, info));
    return SEL4RPC_NEXT;
}

static void the_callback_may_serve_a_request_itself(void **state)
{
    struct stage *stage = *state;

    sel4rpc_server_set_magic(&stage->env, 5);
    stage_request(stage, 0, &grants[0]);
    stage_message(stage, 1, LABEL_STOP, 0);
    sel4rpc_server_serve(&stage->env, stage->endpoint.cptr, other_that_serves, stage);
    assert_int_equal(stage_answer(stage, 0).errorCode, 0);
    assert_true(stage_has_capability(stage, 0));
}

static jmp_buf out_of_the_loop;

static int handler_that_leaves(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    (void)env;
    (void)data;
    (void)request;
    longjmp(out_of_the_loop, 1);
}

static void without_a_callback_what_is_no_request_is_dropped(void **state)
{
    struct stage *stage = *state;

    stage->env.handler = handler_that_leaves;
    stage_message(stage, 0, LABEL_ANSWER, 41);
    stage_message(stage, 1, LABEL_STOP, 0);
    stage_request(stage, 2, &ask_version);
    if (setjmp(out_of_the_loop) == 0) {
        sel4rpc_server_serve(&stage->env, stage->endpoint.cptr, NULL, NULL);
        fail_msg("nothing stops it");
    }
    assert_false(stage_is_answered(*state, 0));
    assert_false(stage_is_answered(*state, 1));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, stage_set_up, stage_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(questions_are_answered_and_the_next_received_in_one_entry),
        TEST(leases_are_answered_and_the_next_received_in_one_entry),
        TEST(what_is_handed_over_is_answered_at_once),
        TEST(each_client_gets_its_own_answer),
        TEST(a_refusal_carries_its_error_and_no_capability),
        TEST(what_holds_no_request_is_answered),
        TEST(an_own_message_is_answered_as_the_callback_says),
        TEST(an_own_message_may_stay_without_an_answer),
        TEST(what_comes_after_the_stop_waits_for_the_next_loop),
        TEST(a_fault_goes_to_the_callback),
        TEST(a_notification_goes_to_the_callback),
        TEST(bytes_that_a_client_left_are_not_served_with_a_signal),
        TEST(the_callback_may_take_back_what_a_client_holds),
        TEST(a_handler_may_answer_itself),
        TEST(a_handler_that_never_answers_is_answered_for),
        TEST(what_is_released_before_its_answer_goes_out_is_not_sent),
        TEST(what_is_released_before_its_answer_goes_out_counts_as_refused),
        TEST(an_answer_that_waits_stays_when_another_lease_is_released),
        TEST(an_answer_that_waits_counts_as_an_answer),
        TEST(the_callback_may_serve_a_request_itself),
        TEST(without_a_callback_what_is_no_request_is_dropped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
