/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What sel4host's options make large, and what a program is told at a limit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "runner.h"

static struct runner runner;

static void run(const char *const arguments[])
{
    runner_start(&runner, -1, arguments);
    runner_finish(&runner);
}
#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static void assert_refused(const char *option, const char *value, const char *message)
{
    RUN(option, value, ROOT, "last_slot");
    assert_int_equal(runner_get_status(&runner), 125);
    if (strncmp(runner.error_text, message, strlen(message)) != 0)
        fail_msg("%s %s\nerrors: %s\nexpected: %s", option, value, runner.error_text, message);
}

static void cnode_bits_are_12_unless_told(void **state)
{
    (void)state;
    RUN("--audit", ROOT, "last_slot");
    runner_assert(&runner, 0, "12 bits, all slots: 0 0 0, 4\n");
}

static void cnode_of_each_size_is_usable_to_its_end(void **state)
{
    static const char *const sizes[] = {"8", "9", "13", "16", "20"};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char output[64];
        snprintf(output, sizeof output, "%s bits, all slots: 0 0 0, 4\n", sizes[i]);
        RUN("--audit", "--cnode-bits", sizes[i], ROOT, "last_slot");
        runner_assert(&runner, 0, output);
    }
}

static void cnode_bits_out_of_range_are_refused(void **state)
{
    static const char *const values[] = {
        "", "x", "7", "21", "-12", "+12", " 12", "12x", "99999999999999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        assert_refused("--cnode-bits", values[i], "sel4host: --cnode-bits takes 8 to 20\n");
}

static void cnode_that_ram_has_no_room_for_is_refused(void **state)
{
    (void)state;
    RUN("--ram", "4M", "--cnode-bits", "20", ROOT, "last_slot");
    assert_int_equal(runner_get_status(&runner), 125);
    assert_string_equal(runner.error_text, "sel4host: --cnode-bits: 20 bits do not fit into --ram\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cnode_bits_are_12_unless_told),
        cmocka_unit_test(cnode_of_each_size_is_usable_to_its_end),
        cmocka_unit_test(cnode_bits_out_of_range_are_refused),
        cmocka_unit_test(cnode_that_ram_has_no_room_for_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
