/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fixture detects a deadlock: this program must fail, and say why.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "support/user_fixture.h"

static void receive_from_nobody(void **state)
{
    vka_object_t endpoint;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    seL4_Recv(endpoint.cptr, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(receive_from_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
