/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Without MCS, a fault handler is looked up when the thread has a fault.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static void a_handler_needs_write_and_a_grant_right(void **state)
{
    struct fixture *fixture = *state;
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    static const abi_word rights[] = {ABI_RIGHT_WRITE, ABI_RIGHT_GRANT, ABI_RIGHT_READ};
    for (unsigned i = 0; i < 3; i++) {
        struct fixture_thread thread = fixture_thread(fixture, fixture_copy(fixture, handler, rights[i]));
        fixture_do(fixture, thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
        fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, handler, 0, NO_WORDS, NO_WORDS);
        assert_int_equal(fixture_answer(fixture, fixture->root)->info, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_handler_needs_write_and_a_grant_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
