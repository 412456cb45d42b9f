/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the host's processor reported about an exception, as seL4's architecture reports it: x86, whatever the
 * host.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>

#include "kernel/abi.h"

/* x86's exception numbers. */
enum fault_number {
    FAULT_BREAKPOINT = 3,
    FAULT_ILLEGAL_INSTRUCTION = 6,
    FAULT_PAGE = 14,
    FAULT_FLOATING_POINT = 16,
    FAULT_ALIGNMENT = 17
};

/* Bits of a page fault's status. */
enum fault_status {
    FAULT_STATUS_PRESENT = 1, /* the page is mapped, but this access is not allowed */
    FAULT_STATUS_WRITE = 2,
    FAULT_STATUS_USER = 4,
    FAULT_STATUS_INSTRUCTION = 0x10
};

struct fault_context {
    abi_word ip, sp, flags;
    abi_word number; /* enum fault_number, or another x86 exception */
    abi_word code;   /* its error code; for a page fault, enum fault_status */
    bool page_fault;
    bool instruction; /* a page fault on an instruction fetch */
};

/* Reads a signal handler's second and third arguments. One file per processor. */
void fault_get_context(struct fault_context *context, const siginfo_t *info, const void *ucontext);
