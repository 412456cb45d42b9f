/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What happens if the root task crashes in a test: the test has failed, and the next one begins.
 */
#pragma once

#include <sel4rpc/platform.h>

/* From now on, a fault of the root task ends its test. Returns 0 or an error. */
int suite_contain_crashes(sel4rpc_platform_t *platform);

/* Runs tests of that. Each says that it crashed. */
void suite_test_crashes(void);
