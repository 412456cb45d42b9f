/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The exceptions that only x86 has.
 */
#include "threads/threads.h"

extern const char code_breakpoint[], code_divide[], code_privileged[];

const struct code exceptions[] = {
    {"breakpoint", code_breakpoint},
    {"divide", code_divide},
    {"privileged", code_privileged},
    {0},
};
