/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * aarch64 has no scenarios of its own: Linux has only one set of system calls for 64-bit programs there.
 */
#include "processor_scenario.h"

void processor_run_scenario(const char *name)
{
    (void)name;
}
