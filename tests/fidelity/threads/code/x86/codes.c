/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of x86's pieces of code.
 */
#include "threads/threads.h"

extern const char code_breakpoint[], code_divide[], code_privileged[];

const struct code codes[] = {
    {"load", code_load},
    {"store", code_store},
    {"undefined", code_undefined},
    {"syscall", code_syscall},
    {"breakpoint", code_breakpoint},
    {"divide", code_divide},
    {"privileged", code_privileged},
    {"other", code_other},
    {"end", code_end},
    {0},
};

const struct code exceptions[] = {
    {"breakpoint", code_breakpoint},
    {"divide", code_divide},
    {"privileged", code_privileged},
    {0},
};
