/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Executing one instruction: between these two calls in signal handlers, the second in the SIGTRAP that
 * follows.
 */
#pragma once

#include <ucontext.h>

#define TRAP_FLAG 0x100

static inline void step_begin(void *ucontext)
{
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
}

static inline void step_end(void *ucontext)
{
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
}
