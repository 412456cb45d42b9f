/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A runner for the real kernel, where cmocka does not exist: the macros and functions of cmocka that the
 * tests use.
 *
 * A failed assertion ends its test by longjmp; set-up and tear-down are part of the test. suite_report.h says
 * who hears of the results.
 */
#pragma once

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

typedef void (*CMUnitTestFunction)(void **state);
typedef int (*CMFixtureFunction)(void **state);

struct CMUnitTest {
    const char *name;
    CMUnitTestFunction test_func;
    CMFixtureFunction setup_func;
    CMFixtureFunction teardown_func;
};

#define cmocka_unit_test_setup_teardown(test, set_up, tear_down)                                             \
    {                                                                                                        \
#test, test, set_up, tear_down                                                                       \
    }
#define cmocka_unit_test_setup(test, set_up) cmocka_unit_test_setup_teardown(test, set_up, NULL)
#define cmocka_unit_test(test) cmocka_unit_test_setup_teardown(test, NULL, NULL)

/* Runs the tests of a program; returns the number that failed. */
int suite_run_tests(const struct CMUnitTest *tests, size_t count);
/* Runs tests that pass if they do not come to their end. */
void suite_run_crashing_tests(const struct CMUnitTest *tests, size_t count);
/* Ends the test, or its set-up or tear-down, as failed. */
void suite_end_step(void) __attribute__((noreturn));
#define cmocka_run_group_tests(tests, set_up, tear_down)                                                     \
    suite_run_tests(tests, sizeof(tests) / sizeof((tests)[0]))

void suite_fail(const char *file, int line, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));
void suite_assert_equal(uintmax_t left, uintmax_t right, const char *text, const char *file, int line);
void suite_assert_not_equal(uintmax_t left, uintmax_t right, const char *text, const char *file, int line);
void suite_assert_in_range(uintmax_t value, uintmax_t least, uintmax_t most, const char *text,
                           const char *file, int line);
void suite_assert_strings(const char *left, const char *right, int equal, const char *file, int line);
void suite_assert_memory(const void *left, const void *right, size_t bytes, const char *file, int line);
void print_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void print_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define fail_msg(...) suite_fail(__FILE__, __LINE__, __VA_ARGS__)
#define fail() suite_fail(__FILE__, __LINE__, "%s", "fail()")
#define suite_assert(condition, text) ((condition) ? (void)0 : suite_fail(__FILE__, __LINE__, "%s", text))
#define assert_true(condition) suite_assert(condition, #condition)
#define assert_false(condition) suite_assert(!(condition), "not: " #condition)
#define assert_non_null(pointer) suite_assert((pointer) != NULL, #pointer " is NULL")
#define assert_null(pointer) suite_assert((pointer) == NULL, #pointer " is not NULL")
#define assert_ptr_equal(left, right)                                                                        \
    suite_assert((const void *)(left) == (const void *)(right), #left " is not " #right)
#define assert_int_equal(left, right)                                                                        \
    suite_assert_equal((uintmax_t)(left), (uintmax_t)(right), #left " == " #right, __FILE__, __LINE__)
#define assert_int_not_equal(left, right)                                                                    \
    suite_assert_not_equal((uintmax_t)(left), (uintmax_t)(right), #left " != " #right, __FILE__, __LINE__)
#define assert_in_range(value, least, most)                                                                  \
    suite_assert_in_range((uintmax_t)(value), (uintmax_t)(least), (uintmax_t)(most), #value, __FILE__,       \
                          __LINE__)
#define assert_string_equal(left, right) suite_assert_strings(left, right, 1, __FILE__, __LINE__)
#define assert_string_not_equal(left, right) suite_assert_strings(left, right, 0, __FILE__, __LINE__)
#define assert_memory_equal(left, right, bytes) suite_assert_memory(left, right, bytes, __FILE__, __LINE__)
