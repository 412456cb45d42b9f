/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The PL031, register by register, at times that the test chooses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "machine/devices/arm/pl031.h"

enum {
    DATA = 0x00,
    MATCH = 0x04,
    LOAD = 0x08,
    CONTROL = 0x0c,
    MASK = 0x10,
    RAW = 0x14,
    MASKED = 0x18,
    CLEAR = 0x1c
};

static struct pl031 timer;

static int set_up(void **state)
{
    (void)state;
    pl031_init(&timer);
    return 0;
}

static uint64_t at(uint64_t seconds)
{
    return seconds * TIMING_SECOND;
}

static void put(unsigned offset, uint32_t value, uint64_t now)
{
    pl031_write(&timer, offset, value, now);
}

static uint32_t get(unsigned offset, uint64_t now)
{
    return pl031_read(&timer, offset, now);
}

static void it_counts_seconds(void **state)
{
    (void)state;
    assert_int_equal(get(DATA, 0), 0);
    assert_int_equal(get(DATA, at(5) - 1), 4);
    assert_int_equal(get(DATA, at(5)), 5);
    assert_int_equal(get(CONTROL, 0), 1);
}

static void it_goes_on_from_what_is_loaded(void **state)
{
    (void)state;
    put(LOAD, 1000, at(5));
    assert_int_equal(get(LOAD, at(5)), 1000);
    assert_int_equal(get(DATA, at(7)), 1002);
}

static void a_match_interrupts_once_if_the_mask_lets_it(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(MATCH, 3, at(1) + 5);
    assert_int_equal(get(MATCH, at(1) + 5), 3);
    assert_int_equal(get(MASK, at(1) + 5), 1);
    assert_true(pl031_next(&timer) == at(3));
    assert_false(pl031_interrupts(&timer, at(3) - 1));
    assert_true(pl031_interrupts(&timer, at(3)));
    assert_false(pl031_interrupts(&timer, at(4)));
    assert_true(pl031_next(&timer) == TIMING_NEVER);
}

static void a_masked_match_shows_in_the_raw_status_only(void **state)
{
    (void)state;
    put(MATCH, 3, 0);
    assert_true(pl031_next(&timer) == TIMING_NEVER);
    assert_int_equal(get(RAW, at(3) - 1), 0);
    assert_int_equal(get(RAW, at(3)), 1);
    assert_int_equal(get(MASKED, at(3)), 0);
    assert_false(pl031_interrupts(&timer, at(3)));
    put(MASK, 1, at(4));
    assert_true(pl031_next(&timer) == 0);
    assert_int_equal(get(MASKED, at(4)), 1);
    assert_true(pl031_interrupts(&timer, at(4)));
}

static void a_match_that_nobody_has_seen_interrupts_when_the_mask_lets_it(void **state)
{
    (void)state;
    put(MATCH, 3, 0);
    put(MASK, 1, at(4));
    assert_true(pl031_next(&timer) == 0);
    assert_true(pl031_interrupts(&timer, at(4)));
}

static void a_mask_that_is_taken_away_lets_nothing_through(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(MATCH, 3, 0);
    put(MASK, 0, at(1));
    assert_true(pl031_next(&timer) == TIMING_NEVER);
    assert_false(pl031_interrupts(&timer, at(3)));
}

static void a_cleared_match_does_not_interrupt(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(MATCH, 3, 0);
    put(CLEAR, 0, at(3));
    assert_int_equal(get(RAW, at(3)), 1);
    put(CLEAR, 1, at(3));
    assert_int_equal(get(RAW, at(3)), 0);
    assert_int_equal(get(MASKED, at(3)), 0);
    assert_false(pl031_interrupts(&timer, at(3)));
}

static void a_match_with_the_present_interrupts_at_once(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(MATCH, 3, at(3) + 5);
    assert_true(pl031_next(&timer) == 0);
    assert_true(pl031_interrupts(&timer, at(3) + 5));
}

static void a_match_with_the_past_waits_for_the_seconds_to_go_round(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(MATCH, 2, at(3));
    assert_true(pl031_next(&timer) == at((UINT64_C(1) << 32) + 2));
}

static void loading_moves_the_match(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(MATCH, 100, 0);
    put(LOAD, 98, at(1));
    assert_true(pl031_next(&timer) == at(3));
}

static void without_a_match_loading_awaits_none(void **state)
{
    (void)state;
    put(MASK, 1, 0);
    put(LOAD, 0, at(1));
    assert_true(pl031_next(&timer) == TIMING_NEVER);
}

static void other_registers_read_as_zero_and_ignore_writes(void **state)
{
    (void)state;
    put(CONTROL, 0, 0);
    put(0x20, 1, 0);
    assert_int_equal(get(0x20, 0), 0);
    assert_int_equal(get(DATA, at(2)), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_counts_seconds, set_up),
        cmocka_unit_test_setup(it_goes_on_from_what_is_loaded, set_up),
        cmocka_unit_test_setup(a_match_interrupts_once_if_the_mask_lets_it, set_up),
        cmocka_unit_test_setup(a_masked_match_shows_in_the_raw_status_only, set_up),
        cmocka_unit_test_setup(a_match_that_nobody_has_seen_interrupts_when_the_mask_lets_it, set_up),
        cmocka_unit_test_setup(a_mask_that_is_taken_away_lets_nothing_through, set_up),
        cmocka_unit_test_setup(a_cleared_match_does_not_interrupt, set_up),
        cmocka_unit_test_setup(a_match_with_the_present_interrupts_at_once, set_up),
        cmocka_unit_test_setup(a_match_with_the_past_waits_for_the_seconds_to_go_round, set_up),
        cmocka_unit_test_setup(loading_moves_the_match, set_up),
        cmocka_unit_test_setup(without_a_match_loading_awaits_none, set_up),
        cmocka_unit_test_setup(other_registers_read_as_zero_and_ignore_writes, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
