/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fibers: entered and left in turn, abandoned anywhere, their stacks reused. Built with the C library's jump
 * checks, which mistake a jump to another stack for an error.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "machine/fiber/fiber.h"

struct counter {
    struct fiber fiber;
    unsigned count;
};

/* Goes deeper at each step, each time in a new frame. */
static void count_deeper(struct counter *counter, unsigned depth)
{
    char frame[100];

    memset(frame, (int)depth, sizeof(frame));
    counter->count++;
    fiber_leave(&counter->fiber);
    if (depth < 20) {
        count_deeper(counter, depth + 1);
    }
    for (size_t i = 0; i < sizeof(frame); i++) {
        assert_int_equal(frame[i], (char)depth);
    }
}

static void count(void *argument)
{
    for (;;) {
        count_deeper(argument, 0);
    }
}

static void fiber_goes_on_where_it_left(void **state)
{
    struct counter first = {.count = 0}, second = {.count = 100};

    (void)state;
    assert_int_equal(fiber_init(&first.fiber, count, &first), 0);
    assert_int_equal(fiber_init(&second.fiber, count, &second), 0);
    for (unsigned i = 1; i < 100; i++) {
        fiber_enter(&first.fiber);
        assert_int_equal(first.count, i);
        if (i % 3 == 0) {
            fiber_enter(&second.fiber);
            assert_int_equal(second.count, 100 + i / 3);
        }
    }
    fiber_clean_up(&first.fiber);
    fiber_clean_up(&second.fiber);
}

static void fiber_on_a_used_stack_begins_anew(void **state)
{
    uintptr_t top = 0;

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        struct counter counter = {.count = 0};
        assert_int_equal(fiber_init(&counter.fiber, count, &counter), 0);
        assert_true(i == 0 || fiber_stack_top(&counter.fiber) == top);
        top = fiber_stack_top(&counter.fiber);
        for (unsigned entered = 1; entered <= i % 30; entered++) {
            fiber_enter(&counter.fiber);
            assert_int_equal(counter.count, entered);
        }
        fiber_clean_up(&counter.fiber);
    }
}

static void fiber_that_is_none_can_be_given_up(void **state)
{
    struct counter counter = {.count = 0};

    (void)state;
    fiber_clean_up(&counter.fiber);
    assert_int_equal(fiber_init(&counter.fiber, count, &counter), 0);
    fiber_clean_up(&counter.fiber);
    fiber_clean_up(&counter.fiber);
    assert_int_equal(counter.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fiber_goes_on_where_it_left),
        cmocka_unit_test(fiber_on_a_used_stack_begins_anew),
        cmocka_unit_test(fiber_that_is_none_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
