/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What confinement forbids programs. Builds with sanitizers have no confinement.
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

#define NOT_PERMITTED EXITED(1) /* EPERM */

static void confine_refuses_threads_that_the_kernel_does_not_know(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child", "pthread");
    runner_assert(&runner, 0, NOT_PERMITTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confine_refuses_threads_that_the_kernel_does_not_know),
        cmocka_unit_test(confine_refuses_new_processes_and_access_to_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
