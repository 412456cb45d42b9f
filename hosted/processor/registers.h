/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers of devices in memory: their page is never mapped, so an access is an exception.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>

#include "kernel/abi.h"

/* Called in a signal handler, with its arguments, for each exception. Returns true if the access was to a
 * register, and the program can continue. One file per family of processors; one for no registers. */
bool registers_access(int number, const siginfo_t *info, void *ucontext);

/* Asks the kernel for a register's bytes from the address on, or sends them. Returns how many these are, at
 * most 4; 0: no register is at the address. */
unsigned registers_ask(const void *address, enum abi_access access, abi_word *value);
