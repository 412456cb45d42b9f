/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel calls of the child's allocator, counted and able to fail: each is a step, see steps.h. The linker's
 * --wrap puts these in their place.
 */
#pragma once

#include <stdbool.h>

struct kernel_steps {
    unsigned retypes;
    unsigned revokes;
    unsigned calls; /* of the parent; counted by who serves them */
};

extern struct kernel_steps kernel_steps;

/* Whether the calls are steps; as long as they are not, they are counted only. */
extern bool kernel_steps_are_armed;
/* What a Retype that fails returns: an seL4_Error. */
extern int kernel_steps_error;
