/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel calls of the child's allocator, counted, and able to fail: each is a step (steps.h). The linker's
 * --wrap substitutes these for the real ones.
 */
#pragma once

#include <stdbool.h>

struct kernel_steps {
    unsigned retypes;
    unsigned revokes;
    unsigned calls; /* to the parent; whoever serves them counts them */
};

extern struct kernel_steps kernel_steps;

/* Whether the calls are steps; otherwise they are only counted. */
extern bool kernel_steps_are_armed;
/* The seL4_Error of a failing Retype. */
extern int kernel_steps_error;
