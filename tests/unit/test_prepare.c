/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sel4rpc_server_prepare(): a loop of one's own that answers and receives in one kernel entry.
 */
#include "support/stage.h"
#include "support/test.h"

#include <sel4utils/api.h>

static const RpcMessage ask_version = {.which_msg = RpcMessage_version_tag};

static int answer_at_once(sel4rpc_server_env_t *env, void *data, RpcMessage *request)
{
    (void)data;
    (void)request;
    return sel4rpc_server_reply(env, 0, seL4_RangeError, 0);
}

/* A loop of one's own. */
static unsigned long serve_prepared(struct stage *stage, bool *prepared)
{
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(stage->endpoint.cptr, &badge, 0), answer;
    unsigned long before = fixture_entries();

    assert_true(sel4rpc_server_prepare(&stage->env, badge, info, prepared, &answer));
    if (*prepared) {
        info = api_reply_recv(stage->endpoint.cptr, answer, &badge, 0);
    } else {
        info = api_recv(stage->endpoint.cptr, &badge, 0);
    }
    assert_int_equal(seL4_MessageInfo_get_label(info), LABEL_STOP);
    assert_int_equal(badge, STAGE_BADGE(STAGE_CLIENTS - 1));
    return fixture_entries() - before;
}

static void a_loop_of_ones_own_answers_and_receives_in_one_entry(void **state)
{
    struct stage *stage = *state;
    bool prepared;

    stage_request(stage, 0, &ask_version);
    stage_message(stage, STAGE_CLIENTS - 1, LABEL_STOP, 0);
    assert_int_equal(serve_prepared(stage, &prepared), 1);
    assert_true(prepared);
    assert_int_equal(stage_answer(stage, 0).which_detail, ReturnMessage_version_tag);
}

static void a_handlers_answer_is_not_left_to_a_loop_of_ones_own(void **state)
{
    struct stage *stage = *state;
    bool prepared;

    stage->env.handler = answer_at_once;
    stage_request(stage, 0, &ask_version);
    stage_message(stage, STAGE_CLIENTS - 1, LABEL_STOP, 0);
    (void)serve_prepared(stage, &prepared);
    assert_false(prepared);
    assert_int_equal(stage_answer(stage, 0).errorCode, seL4_RangeError);
}

static void what_is_no_request_leaves_nothing_to_answer(void **state)
{
    struct stage *stage = *state;
    seL4_MessageInfo_t answer;
    seL4_Word badge;
    bool prepared;

    stage_message(stage, STAGE_CLIENTS - 1, LABEL_STOP, 0);
    seL4_MessageInfo_t info = api_recv(stage->endpoint.cptr, &badge, 0);
    assert_false(sel4rpc_server_prepare(&stage->env, badge, info, &prepared, &answer));
    assert_false(prepared);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, stage_set_up, stage_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_loop_of_ones_own_answers_and_receives_in_one_entry),
        TEST(a_handlers_answer_is_not_left_to_a_loop_of_ones_own),
        TEST(what_is_no_request_leaves_nothing_to_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
