/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The runner; see include/cmocka.h.
 */
#include <cmocka.h>

#include "report.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LINE_BYTES 240

size_t suite_first_test;

static jmp_buf end_of_step;

static void say(const char *format, va_list arguments)
{
    char line[LINE_BYTES];

    vsnprintf(line, sizeof(line), format, arguments);
    line[strcspn(line, "\n")] = '\0';
    suite_report(SUITE_SAYS, line);
}

void print_error(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
}

/* Prints nothing: tests that pass have nothing to say on the serial line. */
void print_message(const char *format, ...)
{
    (void)format;
}

void suite_fail(const char *file, int line, const char *format, ...)
{
    char text[LINE_BYTES];
    const char *slash = strrchr(file, '/');
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    print_error("  %s:%d: %s", slash != NULL ? slash + 1 : file, line, text);
    suite_end_step();
}

void suite_end_step(void)
{
    longjmp(end_of_step, 1);
}

void suite_assert_equal(uintmax_t left, uintmax_t right, const char *text, const char *file, int line)
{
    if (left != right) {
        suite_fail(file, line, "%s: %#llx, %#llx", text, (unsigned long long)left, (unsigned long long)right);
    }
}

void suite_assert_not_equal(uintmax_t left, uintmax_t right, const char *text, const char *file, int line)
{
    if (left == right) {
        suite_fail(file, line, "%s: both are %#llx", text, (unsigned long long)left);
    }
}

void suite_assert_in_range(uintmax_t value, uintmax_t least, uintmax_t most, const char *text,
                           const char *file, int line)
{
    if (value < least || value > most) {
        suite_fail(file, line, "%s is %llu, not in %llu to %llu", text, (unsigned long long)value,
                   (unsigned long long)least, (unsigned long long)most);
    }
}

void suite_assert_strings(const char *left, const char *right, int equal, const char *file, int line)
{
    if ((strcmp(left, right) == 0) != (equal != 0)) {
        suite_fail(file, line, "\"%s\" and \"%s\"", left, right);
    }
}

void suite_assert_memory(const void *left, const void *right, size_t bytes, const char *file, int line)
{
    if (memcmp(left, right, bytes) != 0) {
        suite_fail(file, line, "%u bytes differ", (unsigned)bytes);
    }
}

/* Calls a function up to its end or its first failed assertion. Returns whether it came to its end. */
static bool test_ends_well(CMUnitTestFunction function, void **state)
{
    if (setjmp(end_of_step) != 0) {
        return false;
    }
    function(state);
    return true;
}

static bool fixture_ends_well(CMFixtureFunction function, void **state)
{
    if (function == NULL) {
        return true;
    }
    return setjmp(end_of_step) == 0 && function(state) == 0;
}

static bool test_passes(const struct CMUnitTest *test)
{
    static void *state;

    state = NULL;
    if (!fixture_ends_well(test->setup_func, &state)) {
        return false;
    }
    bool passed = test_ends_well(test->test_func, &state);
    return fixture_ends_well(test->teardown_func, &state) && passed;
}

static bool is_left_out(const char *name)
{
    for (const struct suite_left_out *entry = suite_left_out; entry->name != NULL; entry++) {
        if (strcmp(entry->name, name) == 0) {
            return true;
        }
    }
    return false;
}

void suite_run_crashing_tests(const struct CMUnitTest *tests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool survived = test_passes(&tests[i]);
        suite_report(survived ? SUITE_FAILED : SUITE_PASSED, tests[i].name);
    }
}

int suite_run_tests(const struct CMUnitTest *tests, size_t count)
{
    int failed = 0;

    for (size_t i = suite_first_test; i < count; i++) {
        if (is_left_out(tests[i].name)) {
            suite_report(SUITE_NOT_RUN, tests[i].name);
            continue;
        }
        suite_report(SUITE_BEGINS, tests[i].name);
        bool passed = test_passes(&tests[i]);
        suite_report(passed ? SUITE_PASSED : SUITE_FAILED, tests[i].name);
        failed += !passed;
    }
    return failed;
}

void suite_run_program(const struct suite_program *program)
{
    static char name[] = "suite", as_emulated[] = "2"; /* some tests do less if the processor is emulated */
    char *argv[] = {name, as_emulated, NULL};

    (void)program->run(strcmp(program->name, "test_wire_oracle") == 0 ? 2 : 1, argv);
}
