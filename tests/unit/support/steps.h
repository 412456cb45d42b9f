/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault injection. Whatever may fail at run time (a slot, an object, a kernel call, a block of memory) is a
 * step. A test makes the n-th step fail, for n = 1, 2, 3 ... until there is no n-th.
 */
#pragma once

#include <stdbool.h>

/* Lets no step fail from now on. */
void steps_reset(void);
/* Makes the n-th step from now on fail; the next one is 1. */
void steps_fail_at(unsigned n);
/* Makes all steps after it fail too. */
void steps_fail_from(unsigned n);
/* The fakes call this at each step; returns whether to fail. */
bool step_fails(void);
/* Returns whether a step has failed since the last call of the first three. */
bool steps_have_failed(void);
