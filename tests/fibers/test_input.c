/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What COM1 receives: the input's bytes, then one end of input; or nothing at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"

#define SEEDS 20

static void run_with_input(const char *arguments, const char *input, const char *output)
{
    struct runs runs;

    fixture_init(&runs);
    runs.options.input = input;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        fixture_run(&runs, MACHINE_ROOT, arguments, seed);
        fixture_assert(&runs, FIBER_EXITED, 0, output);
    }
    fixture_clean_up(&runs);
}

static void input_is_received_by_interrupts(void **state)
{
    (void)state;
    run_with_input("serial", "hello, this is longer than the FIFO is\n",
                   "hello, this is longer than the FIFO is\n");
}

static void input_is_received_by_polling_and_ends_once(void **state)
{
    (void)state;
    run_with_input("serial_polled", "abc", "abc!");
}

static void input_that_is_empty_ends(void **state)
{
    (void)state;
    run_with_input("serial", "", "");
    run_with_input("serial_polled", "", "!");
}

static void input_byte_above_127_is_received(void **state)
{
    (void)state;
    run_with_input("serial_polled", "\xff\x80", "\xff\x80!");
}

static void no_input_never_ends(void **state)
{
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    fixture_run(&runs, MACHINE_ROOT, "serial", 0);
    fixture_assert(&runs, FIBER_DEADLOCK, 0, "");
    fixture_clean_up(&runs);
}

/* Input that nobody reads does not hide a deadlock. */
static void input_that_nobody_reads_is_a_deadlock(void **state)
{
    struct runs runs;

    (void)state;
    fixture_init(&runs);
    runs.options.input = "more than the sixteen bytes of the FIFO";
    fixture_run(&runs, ROOT, "deadlock", 0);
    fixture_assert(&runs, FIBER_DEADLOCK, 0, "");
    fixture_clean_up(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_is_received_by_interrupts),
        cmocka_unit_test(input_is_received_by_polling_and_ends_once),
        cmocka_unit_test(input_that_is_empty_ends),
        cmocka_unit_test(input_byte_above_127_is_received),
        cmocka_unit_test(no_input_never_ends),
        cmocka_unit_test(input_that_nobody_reads_is_a_deadlock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
