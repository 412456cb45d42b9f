/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault injection. Whatever may fail at run time (a slot, an object, a kernel call, a block of memory) is a
 * step; a test lets the n-th one fail, for n = 1, 2, 3 ... until there is no n-th.
 */
#pragma once

#include <stdbool.h>

/* From now on no step fails. */
void steps_reset(void);
/* The n-th step from now on fails, the first being 1. */
void steps_fail_at(unsigned n);
/* So do all after it. */
void steps_fail_from(unsigned n);
/* Called by the fakes at each step: whether it has to fail. */
bool step_fails(void);
/* Whether a step has failed since the last of the first three calls. */
bool steps_have_failed(void);
