/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * aarch64 has no scenarios of its own: Linux has one set of system calls there, in 64-bit programs.
 */
#include "processor_scenario.h"

void processor_run_scenario(const char *name)
{
    (void)name;
}
