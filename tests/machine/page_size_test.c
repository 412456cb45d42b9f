/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The host's page size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "machine/page_size.h"

static void page_size_of_4_kib_is_taken(void **state)
{
    (void)state;
    assert_true(page_size_check("test", 4096));
}

static void page_size_of_anything_else_is_refused(void **state)
{
    (void)state;
    assert_false(page_size_check("test", 16384));
    assert_false(page_size_check("test", 65536));
    assert_false(page_size_check("test", -1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_size_of_4_kib_is_taken),
        cmocka_unit_test(page_size_of_anything_else_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
