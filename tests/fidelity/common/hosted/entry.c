/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * On hosted seL4, a thread's variables are the runtime's work, and there are no time slices.
 */
#include "common/entry.h"

const int has_time_slices = 0;
const int has_system_calls = 0;

void set_variables(unsigned index, seL4_UserContext *context)
{
    (void)index;
    (void)context;
}
