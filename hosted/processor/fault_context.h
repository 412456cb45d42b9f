/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the host's processor told about an exception.
 */
#ifndef HOSTED_PROCESSOR_FAULT_CONTEXT_H
#define HOSTED_PROCESSOR_FAULT_CONTEXT_H

#include <stdbool.h>

#include "kernel/abi.h"

struct fault_context {
    abi_word ip, sp, flags;
    abi_word number; /* the processor's number of the exception */
    abi_word code;   /* its error code; of a page fault, the fault status */
    bool page_fault;
    bool instruction; /* a page fault in fetching an instruction */
};

/* Reads a signal handler's third argument. One file per processor. */
void fault_get_context(const void *ucontext, struct fault_context *context);

#endif
