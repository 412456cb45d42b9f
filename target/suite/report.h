/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What happens to tests, and who hears of it. The runner tells each event; the root task counts them and
 * prints, and a child sends them there.
 */
#pragma once

#include <stddef.h>

enum suite_event {
    SUITE_BEGINS, /* the test begins: if its program dies, it was this test */
    SUITE_PASSED,
    SUITE_FAILED,
    SUITE_NOT_RUN,
    SUITE_SAYS /* a line of text, without the newline */
};

/* Defined once in each program. text: the test's name, or the line. */
void suite_report(enum suite_event event, const char *text);

/* The first test to run of the program's; after a crash, it goes on behind the test that crashed. */
extern size_t suite_first_test;

/* Tests that do not run here, made by the build from not_run/. Ends with a NULL name. */
struct suite_left_out {
    const char *name;
    const char *reason;
};
extern const struct suite_left_out suite_left_out[];

/* Unit tests, each the main() of a file, by the name of the file. Ends with a NULL name. */
struct suite_program {
    const char *name;
    int (*run)(int argc, char *argv[]);
};
extern const struct suite_program suite_programs[];

/* Runs the program's tests. */
void suite_run_program(const struct suite_program *program);
