/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions of a hosted program, for the runtime.
 */
#pragma once

#include <signal.h>

#include "kernel/abi.h"

/* The signals that Linux raises for exceptions. */
#define FAULT_SIGNALS SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP

/* Fills in the system call that reports a signal's exception, from the handler's arguments. */
void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext);

/* From now on processor exceptions are reported to the kernel. */
void fault_init(void);
