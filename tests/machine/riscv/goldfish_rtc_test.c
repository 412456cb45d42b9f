/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The Goldfish clock, register by register, at times that the test chooses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "machine/devices/riscv/goldfish_rtc.h"

enum {
    TIME_LOW = 0x00,
    TIME_HIGH = 0x04,
    ALARM_LOW = 0x08,
    ALARM_HIGH = 0x0c,
    ENABLE = 0x10,
    CLEAR_ALARM = 0x14,
    ALARM_STATUS = 0x18,
    CLEAR_INTERRUPT = 0x1c
};
#define LATE UINT64_C(0x1200000034) /* a time with a high half */

static struct goldfish_rtc timer;

static int set_up(void **state)
{
    (void)state;
    goldfish_rtc_init(&timer);
    return 0;
}

static void put(unsigned offset, uint32_t value, uint64_t now)
{
    goldfish_rtc_write(&timer, offset, value, now);
}

static uint32_t get(unsigned offset, uint64_t now)
{
    return goldfish_rtc_read(&timer, offset, now);
}

static void set_alarm(uint64_t alarm, uint64_t now)
{
    put(ALARM_HIGH, (uint32_t)(alarm >> 32), now);
    put(ALARM_LOW, (uint32_t)alarm, now);
}

static void the_high_half_is_that_of_the_low_half_read_before(void **state)
{
    (void)state;
    assert_int_equal(get(TIME_LOW, LATE), 0x34);
    assert_int_equal(get(TIME_HIGH, LATE + (UINT64_C(1) << 32)), 0x12);
}

static void the_time_can_be_set_by_halves(void **state)
{
    (void)state;
    put(TIME_LOW, 7, LATE);
    put(TIME_HIGH, 5, LATE);
    assert_int_equal(get(TIME_LOW, LATE + 3), 10);
    assert_int_equal(get(TIME_HIGH, LATE + 3), 5);
}

static void an_alarm_interrupts_once_if_enabled(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    set_alarm(LATE, 100);
    assert_int_equal(get(ALARM_LOW, 100), 0x34);
    assert_int_equal(get(ALARM_HIGH, 100), 0x12);
    assert_int_equal(get(ENABLE, 100), 1);
    assert_int_equal(get(ALARM_STATUS, 100), 1);
    assert_true(goldfish_rtc_next(&timer) == LATE);
    assert_false(goldfish_rtc_interrupts(&timer, LATE - 1));
    assert_true(goldfish_rtc_interrupts(&timer, LATE));
    assert_int_equal(get(ALARM_STATUS, LATE), 0);
    assert_false(goldfish_rtc_interrupts(&timer, LATE + 1));
    assert_true(goldfish_rtc_next(&timer) == TIMING_NEVER);
}

static void an_alarm_is_in_the_time_that_was_set(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    put(TIME_LOW, 1000, 100);
    set_alarm(1500, 100);
    assert_true(goldfish_rtc_next(&timer) == 600);
}

static void an_alarm_in_the_past_goes_off_at_once(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    set_alarm(99, 100);
    assert_true(goldfish_rtc_next(&timer) == 0);
    assert_true(goldfish_rtc_interrupts(&timer, 100));
}

static void the_last_alarm_never_goes_off(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    put(TIME_LOW, 0, 100);
    set_alarm(UINT64_MAX, 100);
    assert_true(goldfish_rtc_next(&timer) == TIMING_NEVER);
}

static void a_cleared_alarm_never_goes_off(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    set_alarm(100, 0);
    put(CLEAR_ALARM, 1, 50);
    assert_true(goldfish_rtc_next(&timer) == TIMING_NEVER);
    assert_false(goldfish_rtc_interrupts(&timer, 100));
}

static void an_interrupt_waits_until_it_is_enabled(void **state)
{
    (void)state;
    set_alarm(100, 0);
    assert_true(goldfish_rtc_next(&timer) == TIMING_NEVER);
    assert_int_equal(get(ALARM_STATUS, 100), 0);
    assert_false(goldfish_rtc_interrupts(&timer, 100));
    put(ENABLE, 1, 200);
    assert_true(goldfish_rtc_next(&timer) == 0);
    assert_true(goldfish_rtc_interrupts(&timer, 200));
}

static void an_interrupt_that_is_no_longer_enabled_does_not_come(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    set_alarm(100, 0);
    put(ENABLE, 0, 50);
    assert_true(goldfish_rtc_next(&timer) == TIMING_NEVER);
    assert_false(goldfish_rtc_interrupts(&timer, 100));
}

/* The line is a level until the interrupt is cleared: a second alarm is no second edge. */
static void an_interrupt_that_is_not_cleared_does_not_come_again(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    set_alarm(100, 0);
    assert_true(goldfish_rtc_interrupts(&timer, 100));
    set_alarm(200, 100);
    assert_false(goldfish_rtc_interrupts(&timer, 200));
    put(CLEAR_INTERRUPT, 1, 200);
    set_alarm(300, 200);
    assert_true(goldfish_rtc_interrupts(&timer, 300));
}

static void a_cleared_interrupt_does_not_come(void **state)
{
    (void)state;
    put(ENABLE, 1, 0);
    set_alarm(100, 0);
    put(CLEAR_INTERRUPT, 1, 150);
    assert_false(goldfish_rtc_interrupts(&timer, 150));
}

static void other_registers_read_as_zero_and_ignore_writes(void **state)
{
    (void)state;
    put(0x20, 1, 0);
    put(ALARM_STATUS, 1, 0);
    assert_int_equal(get(0x20, 0), 0);
    assert_int_equal(get(CLEAR_ALARM, 0), 0);
    assert_int_equal(get(ALARM_STATUS, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_high_half_is_that_of_the_low_half_read_before, set_up),
        cmocka_unit_test_setup(the_time_can_be_set_by_halves, set_up),
        cmocka_unit_test_setup(an_alarm_interrupts_once_if_enabled, set_up),
        cmocka_unit_test_setup(an_alarm_is_in_the_time_that_was_set, set_up),
        cmocka_unit_test_setup(an_alarm_in_the_past_goes_off_at_once, set_up),
        cmocka_unit_test_setup(the_last_alarm_never_goes_off, set_up),
        cmocka_unit_test_setup(a_cleared_alarm_never_goes_off, set_up),
        cmocka_unit_test_setup(an_interrupt_waits_until_it_is_enabled, set_up),
        cmocka_unit_test_setup(an_interrupt_that_is_no_longer_enabled_does_not_come, set_up),
        cmocka_unit_test_setup(an_interrupt_that_is_not_cleared_does_not_come_again, set_up),
        cmocka_unit_test_setup(a_cleared_interrupt_does_not_come, set_up),
        cmocka_unit_test_setup(other_registers_read_as_zero_and_ignore_writes, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
