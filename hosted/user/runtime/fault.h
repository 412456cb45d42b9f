/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions of a hosted program, for the runtime.
 */
#pragma once

#include <signal.h>

#include "kernel/abi.h"

/* The signals that Linux makes of exceptions. */
#define FAULT_SIGNALS SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP

/* Fills in the system call that reports the exception of a signal, as the handler's arguments tell of it. */
void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext);

/* Has processor exceptions reported to the kernel from now on. */
void fault_init(void);
