/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault injection: a countdown; see steps.h.
 */
#include "steps.h"

static unsigned steps_left;
static bool stay_failing;
static bool have_failed;

void steps_reset(void)
{
    steps_fail_at(0);
}

void steps_fail_at(unsigned n)
{
    steps_left = n;
    stay_failing = false;
    have_failed = false;
}

void steps_fail_from(unsigned n)
{
    steps_fail_at(n);
    stay_failing = true;
}

bool step_fails(void)
{
    if (steps_left == 0 || --steps_left > 0) {
        return false;
    }
    have_failed = true;
    steps_left = stay_failing ? 1 : 0;
    return true;
}

bool steps_have_failed(void)
{
    return have_failed;
}
