/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers of devices in memory: their page is never mapped, so an access is an exception.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>

/* Called in a signal handler, with its arguments, for each exception. Returns true if the access was to a
 * register, and the program can continue. */
bool registers_access(int number, const siginfo_t *info, void *ucontext);
