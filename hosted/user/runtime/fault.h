/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions of a hosted program, as the runtime's files share them.
 */
#ifndef HOSTED_USER_RUNTIME_FAULT_H
#define HOSTED_USER_RUNTIME_FAULT_H

#include <signal.h>
#include <stdbool.h>

#include "kernel/abi.h"

/* What the processor told about an exception. */
struct fault_context {
    abi_word ip, sp, flags;
    abi_word number; /* the processor's number of the exception */
    abi_word code;   /* its error code; of a page fault, the fault status */
    bool page_fault;
    bool instruction; /* a page fault in fetching an instruction */
};

/* Reads a signal handler's third argument. One file per architecture. */
void fault_get_context(const void *ucontext, struct fault_context *context);

/* Fills in the system call that reports the exception of a signal, as the handler's arguments tell of it. */
void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext);

/* Has processor exceptions reported to the kernel from now on. */
void fault_init(void);

#endif
