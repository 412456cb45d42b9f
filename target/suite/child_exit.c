/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The exit() of the end-to-end tests' children: a fault, of which the parent hears. That of the C library
 * stops a whole debug kernel.
 */
void suite_child_exit(int status) __attribute__((noreturn));

void suite_child_exit(int status)
{
    (void)status;
    __builtin_trap();
}
