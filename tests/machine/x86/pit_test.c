/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The 8254, register by register, at times that the test chooses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "machine/devices/x86/pit.h"

#define COUNT 0
#define CONTROL 3
#define ONCE_LOW 0x10
#define ONCE_HIGH 0x20
#define ONCE 0x30
#define PERIODIC 0x34
#define SQUARE 0x36
#define LATCH 0x00
#define READ_BACK_BOTH 0xc2
#define READ_BACK_STATUS 0xe2
#define READ_BACK_COUNT 0xd2
#define OUTPUT 0x80
#define NULL_COUNT 0x40

static struct pit pit;

static int set_up(void **state)
{
    (void)state;
    pit_init(&pit);
    return 0;
}

/* The first nanosecond of a tick in the first second. */
static uint64_t at(uint64_t tick)
{
    return (tick * TIMING_SECOND + PIT_HZ - 1) / PIT_HZ;
}

static void put(unsigned offset, uint8_t value, uint64_t tick)
{
    pit_write(&pit, offset, value, at(tick));
}

static uint8_t get(uint64_t tick)
{
    return pit_read(&pit, COUNT, at(tick));
}

static void start(uint8_t mode, uint16_t count, uint64_t tick)
{
    put(CONTROL, mode, tick);
    put(COUNT, (uint8_t)count, tick);
    put(COUNT, (uint8_t)(count >> 8), tick);
}

static unsigned get_both(uint64_t tick)
{
    unsigned low = get(tick);

    return low | (unsigned)get(tick) << 8;
}

static bool interrupts(uint64_t tick)
{
    return pit_interrupts(&pit, at(tick));
}

static void it_never_interrupts_at_first(void **state)
{
    (void)state;
    assert_true(pit_next(&pit) == TIMING_NEVER);
    assert_false(interrupts(1000000));
    put(COUNT, 1, 0); /* half a count */
    assert_true(pit_next(&pit) == TIMING_NEVER);
}

static void once_interrupts_after_as_many_ticks(void **state)
{
    (void)state;
    start(ONCE, 1000, 7);
    assert_true(pit_next(&pit) == at(1007));
    assert_false(pit_interrupts(&pit, at(1007) - 1));
    assert_true(interrupts(1007));
    assert_true(pit_next(&pit) == TIMING_NEVER);
    assert_false(interrupts(100000));
}

static void a_count_of_0_is_the_longest(void **state)
{
    (void)state;
    start(ONCE, 0, 0);
    assert_true(pit_next(&pit) == at(0x10000));
}

static void a_second_count_starts_again(void **state)
{
    (void)state;
    start(ONCE, 1000, 0);
    put(COUNT, 100, 500);
    assert_true(pit_next(&pit) == TIMING_NEVER);
    put(COUNT, 0, 500);
    assert_true(pit_next(&pit) == at(600));
}

static void one_byte_of_the_count_may_be_enough(void **state)
{
    (void)state;
    put(CONTROL, ONCE_LOW, 0);
    put(COUNT, 50, 0);
    assert_true(pit_next(&pit) == at(50));
    put(CONTROL, ONCE_HIGH, 0);
    put(COUNT, 2, 0);
    assert_true(pit_next(&pit) == at(512));
    assert_int_equal(get(12), 500 >> 8);
}

static void a_period_interrupts_again_and_again(void **state)
{
    static const uint8_t modes[] = {PERIODIC, SQUARE, PERIODIC | 0x8, SQUARE | 0x8};
    (void)state;
    for (unsigned i = 0; i < sizeof(modes); i++) {
        set_up(NULL);
        start(modes[i], 100, 5);
        assert_true(interrupts(105));
        assert_false(interrupts(204));
        assert_true(pit_next(&pit) == at(205));
        assert_true(interrupts(205));
    }
}

/* Nobody looked: the times between are one interrupt. */
static void missed_periods_are_one_interrupt(void **state)
{
    (void)state;
    start(PERIODIC, 100, 0);
    assert_true(interrupts(350));
    assert_false(interrupts(350));
    assert_true(pit_next(&pit) == at(400));
}

static void periods_do_not_drift(void **state)
{
    (void)state;
    start(PERIODIC, 2, 0);
    assert_true(pit_interrupts(&pit, 86400 * TIMING_SECOND - 1));
    assert_true(pit_next(&pit) == 86400 * TIMING_SECOND);
}

/* The edge has happened, whatever the program does then. */
static void an_interrupt_that_was_due_is_not_lost(void **state)
{
    (void)state;
    start(ONCE, 100, 0);
    start(ONCE, 1000, 150);
    assert_true(pit_next(&pit) == 0);
    assert_true(interrupts(150));
    assert_true(pit_next(&pit) == at(1150));
}

static void the_count_goes_down(void **state)
{
    (void)state;
    start(ONCE, 1000, 500);
    assert_int_equal(get_both(900), 600);
    assert_int_equal(get_both(1510), 0x10000 - 10);
    start(PERIODIC, 1000, 2500);
    assert_int_equal(get_both(3900), 600);
}

static void a_latched_count_stands_still_until_it_is_read(void **state)
{
    (void)state;
    start(ONCE, 1000, 0);
    put(CONTROL, LATCH, 100);
    put(CONTROL, LATCH, 200);
    assert_int_equal(get(300), 900 & 0xff);
    assert_int_equal(get(300), 900 >> 8);
    assert_int_equal(get_both(300), 700);
    put(CONTROL, READ_BACK_COUNT, 400);
    assert_int_equal(get_both(500), 600);
}

static void the_status_is_read_before_the_count(void **state)
{
    (void)state;
    start(ONCE, 1000, 0);
    put(CONTROL, READ_BACK_BOTH, 100);
    assert_int_equal(get(200), ONCE);
    assert_int_equal(get_both(200), 900);
    put(CONTROL, READ_BACK_STATUS, 1000);
    assert_int_equal(get(1000), ONCE | OUTPUT);
}

static void the_status_tells_output_and_missing_count(void **state)
{
    static const struct {
        uint8_t mode;
        uint64_t tick;
        uint8_t status;
    } rows[] = {
        {PERIODIC, 998, PERIODIC | OUTPUT}, {PERIODIC, 999, PERIODIC}, {PERIODIC, 1000, PERIODIC | OUTPUT},
        {SQUARE, 499, SQUARE | OUTPUT},     {SQUARE, 500, SQUARE},     {0x38, 1, 0x38 | OUTPUT},
    };
    (void)state;
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        start(rows[i].mode, 1000, 300);
        put(CONTROL, READ_BACK_STATUS, 300 + rows[i].tick);
        assert_int_equal(get(300 + rows[i].tick), rows[i].status);
    }
    put(CONTROL, ONCE, 0);
    put(CONTROL, READ_BACK_STATUS, 0);
    assert_int_equal(get(0), ONCE | NULL_COUNT);
}

static void other_modes_never_interrupt(void **state)
{
    static const uint8_t modes[] = {0x32, 0x38, 0x3a};
    (void)state;
    for (unsigned i = 0; i < sizeof(modes); i++) {
        start(modes[i], 100, 0);
        assert_true(pit_next(&pit) == TIMING_NEVER);
        assert_false(interrupts(1000));
    }
}

static void other_channels_are_missing(void **state)
{
    (void)state;
    start(ONCE, 1000, 0);
    put(CONTROL, 0x70, 0);
    put(1, 5, 0);
    put(2, 5, 0);
    assert_true(pit_next(&pit) == at(1000));
    assert_int_equal(pit_read(&pit, 1, 0), 0xff);
    assert_int_equal(pit_read(&pit, 2, 0), 0xff);
    assert_int_equal(pit_read(&pit, CONTROL, 0), 0xff);
    put(CONTROL, 0xc4, 0); /* read-back of channel 1 */
    assert_int_equal(get_both(400), 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_never_interrupts_at_first, set_up),
        cmocka_unit_test_setup(once_interrupts_after_as_many_ticks, set_up),
        cmocka_unit_test_setup(a_count_of_0_is_the_longest, set_up),
        cmocka_unit_test_setup(a_second_count_starts_again, set_up),
        cmocka_unit_test_setup(one_byte_of_the_count_may_be_enough, set_up),
        cmocka_unit_test_setup(a_period_interrupts_again_and_again, set_up),
        cmocka_unit_test_setup(missed_periods_are_one_interrupt, set_up),
        cmocka_unit_test_setup(periods_do_not_drift, set_up),
        cmocka_unit_test_setup(an_interrupt_that_was_due_is_not_lost, set_up),
        cmocka_unit_test_setup(the_count_goes_down, set_up),
        cmocka_unit_test_setup(a_latched_count_stands_still_until_it_is_read, set_up),
        cmocka_unit_test_setup(the_status_is_read_before_the_count, set_up),
        cmocka_unit_test_setup(the_status_tells_output_and_missing_count, set_up),
        cmocka_unit_test_setup(other_modes_never_interrupt, set_up),
        cmocka_unit_test_setup(other_channels_are_missing, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
