/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parts of the suite's root task.
 */
#pragma once

#include <sel4rpc/parent.h>

#include "report.h"

/* Made by the build: a program of unit tests, and how many files are in it. Ends with a NULL image. */
struct suite_image {
    const char *image;
    unsigned programs;
    const char *const *names;
};
extern const struct suite_image suite_images[];

/* Made by the build: tests that are not even compiled here. Ends with a NULL name. */
extern const struct suite_left_out suite_not_built[];

/* Runs all programs of unit tests, as children. */
void suite_run_images(sel4rpc_parent_t *parent);

/* Made by the build: end-to-end tests, each the main() of a root task, with or without an argument. */
struct suite_story {
    const char *name;
    int (*run)(int argc, char *argv[]);
    char *argument;
};
extern const struct suite_story suite_stories[];

/* Runs them. After fixture_init(). */
void suite_run_stories(const sel4rpc_platform_t *real);

/* Says what the fault is whose message is in the registers. */
void suite_say_fault(seL4_MessageInfo_t info);

/* Says a line, and what came of the tests of the program since the last such line. */
void suite_end_program(const char *name);

/* Prints the last line. Returns how many tests failed. */
unsigned suite_print_total(void);
