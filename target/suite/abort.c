/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The abort() of all programs: a fault, which ends a test. That of the C library stops a whole debug kernel.
 */
void __wrap_abort(void) __attribute__((noreturn));

void __wrap_abort(void)
{
    __builtin_trap();
}
