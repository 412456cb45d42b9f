/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * See check.h.
 */
#include "check.h"

#include <sel4rpc/client.h>
#include <stdio.h>

unsigned checks_passed, checks_failed;

bool check(bool passed, const char *what)
{
    checks_passed += passed;
    checks_failed += !passed;
    if (!passed) {
        printf("FAILED: %s\n", what);
    }
    return passed;
}

bool check_result(int expected, int result, const char *what)
{
    bool passed = check(result == expected, what);

    if (!passed) {
        printf("        it returned %d, %s; expected was %d, %s\n", result, sel4rpc_strerror(result),
               expected, sel4rpc_strerror(expected));
    }
    return passed;
}
