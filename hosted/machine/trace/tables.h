/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of system calls, invocations, errors and faults, for traces.
 */
#pragma once

#include "kernel/abi.h"

#define TRACE_MAX_ARGUMENTS 8

struct trace_invocation {
    const char *name;                           /* NULL: no such label */
    const char *arguments[TRACE_MAX_ARGUMENTS]; /* names of the message registers */
    const char *caps[ABI_EXTRA_CAPS];           /* names of the extra capabilities */
};

/* NULL if there is none with this number. */
const struct trace_invocation *trace_find_invocation(abi_word label);
const char *trace_find_syscall(abi_word number);
const char *trace_find_error(abi_word number);
const char *trace_find_fault(abi_word label);
const char *trace_fault_name(abi_word label); /* or "unknown fault" */
