/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What confinement takes from programs. Not in builds with sanitizers, which have none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "outcome.h"
#include "runner.h"

static struct runner runner;

static void confine_refuses_new_processes_and_access_to_others(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child", "confined");
    runner_assert(&runner, 0, EXITED(0));
}

static void confine_ends_who_uses_x32_numbers(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child", "x32_call");
    runner_assert(&runner, 0, SIGNALLED(31));
}

/* In 32-bit builds it is the way to call. */
static void confine_ends_who_calls_as_another_architecture(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child", "ia32_call");
    runner_assert(&runner, 0, sizeof(long) == 8 ? SIGNALLED(31) : EXITED(1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confine_refuses_new_processes_and_access_to_others),
        cmocka_unit_test(confine_ends_who_uses_x32_numbers),
        cmocka_unit_test(confine_ends_who_calls_as_another_architecture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
