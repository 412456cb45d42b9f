/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * No registers in memory: on x86 they are ports.
 */
#include "processor/registers.h"

bool registers_access(int number, const siginfo_t *info, void *ucontext)
{
    (void)number, (void)info, (void)ucontext;
    return false;
}
