/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel calls of the child's allocator that are counted, and may fail: each is a step, see steps.h. It takes
 * the place of the calls where they are linked with --wrap.
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
