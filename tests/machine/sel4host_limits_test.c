/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What sel4host's options enlarge, and what programs see at a limit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "runner.h"

#define IS_64_BIT (sizeof(long) == 8)

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
    if (strncmp(runner.error_text, message, strlen(message)) != 0) {
        fail_msg("%s %s\nerrors: %s\nexpected: %s", option, value, runner.error_text, message);
    }
}

static void ram_of_each_size_is_usable_to_its_end(void **state)
{
    static const struct {
        const char *size, *output;
        bool needs_64_bit;
    } cases[] = {
        {"4M", "0x403ff000 holds 7\n", false},    {"256M", "0x4ffff000 holds 7\n", false},
        {"1G", "0x7ffff000 holds 7\n", true},     {"2G", "0x17ffff000 holds 7\n", true},
        {"4G", "0x1fffff000 holds 7\n", true},    {"16G", "0x7fffff000 holds 7\n", true},
        {"256G", "0x7ffffff000 holds 7\n", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (cases[i].needs_64_bit && !IS_64_BIT) {
            continue;
        }
        RUN("--audit", "--lenient", "--ram", cases[i].size, ROOT, "last_frame");
        runner_assert(&runner, 0, cases[i].output);
    }
}

static void ram_beyond_its_limit_is_refused_with_the_reason(void **state)
{
    (void)state;
    assert_refused("--ram", "512G",
                   IS_64_BIT ? "sel4host: --ram takes 4M to 256G: seL4 addresses no more\n"
                             : "sel4host: --ram takes 4M to 256M: it takes 8 times as much address space\n");
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
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        char output[64];
        snprintf(output, sizeof(output), "%s bits, all slots: 0 0 0, 4\n", sizes[i]);
        RUN("--audit", "--cnode-bits", sizes[i], ROOT, "last_slot");
        runner_assert(&runner, 0, output);
    }
}

static void cnode_bits_out_of_range_are_refused(void **state)
{
    static const char *const values[] = {
        "", "x", "7", "21", "-12", "+12", " 12", "12x", "99999999999999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        assert_refused("--cnode-bits", values[i], "sel4host: --cnode-bits takes 8 to 20\n");
    }
}

static void cnode_that_ram_has_no_room_for_is_refused(void **state)
{
    (void)state;
    RUN("--ram", "4M", "--cnode-bits", "20", ROOT, "last_slot");
    assert_int_equal(runner_get_status(&runner), 125);
    assert_string_equal(runner.error_text, "sel4host: --cnode-bits: 20 bits do not fit into --ram\n");
}

static void mapping_without_a_descriptor_lacks_memory_and_takes_no_address(void **state)
{
    (void)state;
    RUN("--audit", "--lenient", DESCRIPTORS);
    runner_assert(&runner, 0, "10 0 " OWN_ADDRESS "\n");
}

static void mapping_needs_a_page_table_unless_the_kernel_is_lenient(void **state)
{
    (void)state;
    RUN("--audit", ROOT, "no_table");
    runner_assert(&runner, 0, "6\n");
    RUN("--audit", "--lenient", ROOT, "no_table");
    runner_assert(&runner, 0, "0\n");
}

static void debug_put_prints_nothing_of_bytes_that_did_not_come(void **state)
{
    (void)state;
    RUN("--audit", ROOT, "debug_put");
    runner_assert(&runner, 0, "abcdef");
    assert_int_equal(runner.text_size, 6);
}

static void trace_shows_of_debug_put_the_bytes_that_came(void **state)
{
    const char *const wanted[] = {
        "DebugPut(\"abc\")",
        "DebugPut(\"long",
        IS_64_BIT ? "\" of 9 bytes)" : "\" of 5 bytes)",
        "DebugPut(\"\" of 4 bytes)",
        "DebugPut()",
        "DebugPutChar()",
        "DebugPut(\"\")",
        "DebugPut(\"def\")",
    };
    (void)state;
    RUN("--trace", ROOT, "debug_put");
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (!strstr(runner.error_text, wanted[i])) {
            fail_msg("no %s in\n%s", wanted[i], runner.error_text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ram_of_each_size_is_usable_to_its_end),
        cmocka_unit_test(ram_beyond_its_limit_is_refused_with_the_reason),
        cmocka_unit_test(cnode_bits_are_12_unless_told),
        cmocka_unit_test(cnode_of_each_size_is_usable_to_its_end),
        cmocka_unit_test(cnode_bits_out_of_range_are_refused),
        cmocka_unit_test(cnode_that_ram_has_no_room_for_is_refused),
        cmocka_unit_test(mapping_without_a_descriptor_lacks_memory_and_takes_no_address),
        cmocka_unit_test(mapping_needs_a_page_table_unless_the_kernel_is_lenient),
        cmocka_unit_test(debug_put_prints_nothing_of_bytes_that_did_not_come),
        cmocka_unit_test(trace_shows_of_debug_put_the_bytes_that_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
