/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Options of a run: which are refused, and that the machine survives a refusal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"

static struct schedule_seeded seeded;
static char *no_arguments[] = {(char *)ROOT, NULL};

static void begin(struct runs *runs)
{
    fixture_init(runs);
    schedule_seed(&seeded, 0);
    runs->options.schedule = &seeded.schedule;
    runs->options.root = ROOT;
    runs->options.arguments = no_arguments;
}

/* Expects a refusal that leaves the result untouched; then a run with the original options works. */
static void assert_refused(struct runs *runs)
{
    struct fiber_result result = {.status = 1234};

    assert_int_equal(fiber_machine_run(runs->machine, &runs->options, &result), -1);
    assert_int_equal(result.status, 1234);
    fixture_clean_up(runs);

    begin(runs);
    fixture_run(runs, ROOT, "end exit 5", 0);
    fixture_assert(runs, FIBER_EXITED, 5, "printed ");
    fixture_clean_up(runs);
}

static void ram_that_is_too_small_is_refused(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    runs.options.ram_bits = 19;
    assert_refused(&runs);
}

static void ram_that_is_too_large_is_refused(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    runs.options.ram_bits = FIBER_MAX_RAM_BITS + 1;
    assert_refused(&runs);
}

static void cspace_that_is_no_size_is_refused(void **state)
{
    static const unsigned bits[] = {0, 7, 21};
    struct runs runs;

    (void)state;
    for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
        begin(&runs);
        runs.options.root_cnode_bits = bits[i];
        assert_refused(&runs);
    }
}

static void cspace_that_ram_has_no_room_for_is_refused(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    runs.options.ram_bits = 20;
    runs.options.root_cnode_bits = 20;
    assert_refused(&runs);
}

static void root_that_is_no_program_is_refused(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    runs.options.root = "no-such-program";
    assert_refused(&runs);
    begin(&runs);
    runs.options.root = "";
    assert_refused(&runs);
}

static void arguments_that_are_too_long_are_refused(void **state)
{
    static char longest[2000];
    char *arguments[] = {(char *)ROOT, longest, NULL};
    struct runs runs;

    (void)state;
    begin(&runs);
    memset(longest, 'a', sizeof(longest) - 1);
    runs.options.arguments = arguments;
    assert_refused(&runs);
}

static void ram_at_its_limits_is_taken(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    runs.options.root_cnode_bits = 8;
    runs.options.ram_bits = 20;
    fixture_run(&runs, ROOT, "end exit 5", 0);
    fixture_assert(&runs, FIBER_EXITED, 5, "printed ");
    runs.options.ram_bits = FIBER_MAX_RAM_BITS;
    fixture_run(&runs, ROOT, "end exit 5", 0);
    fixture_assert(&runs, FIBER_EXITED, 5, "printed ");
    fixture_clean_up(&runs);
}

static void max_steps_are_not_passed(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    for (unsigned long steps = 1; steps < 10; steps++) {
        runs.options.max_steps = steps;
        fixture_run(&runs, ROOT, "yield", 0);
        fixture_assert(&runs, FIBER_TOO_LONG, 0, "");
        assert_int_equal(runs.result.steps, steps);
    }
    fixture_clean_up(&runs);
}

static void output_that_nobody_wants_is_dropped(void **state)
{
    struct runs runs;

    (void)state;
    begin(&runs);
    runs.options.put = NULL;
    runs.options.trace = NULL;
    fixture_run(&runs, ROOT, "end exit 5", 0);
    fixture_assert(&runs, FIBER_EXITED, 5, "");
    fixture_clean_up(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ram_that_is_too_small_is_refused),
        cmocka_unit_test(ram_that_is_too_large_is_refused),
        cmocka_unit_test(cspace_that_is_no_size_is_refused),
        cmocka_unit_test(cspace_that_ram_has_no_room_for_is_refused),
        cmocka_unit_test(root_that_is_no_program_is_refused),
        cmocka_unit_test(arguments_that_are_too_long_are_refused),
        cmocka_unit_test(ram_at_its_limits_is_taken),
        cmocka_unit_test(max_steps_are_not_passed),
        cmocka_unit_test(output_that_nobody_wants_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
