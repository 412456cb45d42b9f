/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Without MCS, the capability to reply to a caller can be kept for later.
 */
#include "support/user_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <vka/capops.h>

static void saved_caller_is_answered_later(void **state)
{
    vka_object_t endpoint;
    cspacepath_t saved;
    struct fixture_thread *client = fixture_client_new("client");
    seL4_CPtr ep;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &saved), 0);
    ep = fixture_give_endpoint(client, &endpoint, 1);
    fixture_call_begin(client, ep, seL4_MessageInfo_new(0, 0, 0, 0));
    seL4_Recv(endpoint.cptr, NULL);
    assert_int_equal(vka_cnode_saveCaller(&saved), 0);
    assert_false(fixture_is_done(client));
    seL4_Send(saved.capPtr, seL4_MessageInfo_new(9, 0, 0, 0));
    assert_int_equal(seL4_MessageInfo_get_label(fixture_call_finish(client)), 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(saved_caller_is_answered_later, fixture_set_up, fixture_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
