/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers of x86_64: their places in the array of a signal handler, and two more.
 */
#pragma once

#include <ucontext.h>

#define CONTEXT_FS_BASE NGREG
#define CONTEXT_GS_BASE (NGREG + 1)

/* What foreign contexts have. */
#define CONTEXT_IP REG_RIP
#define CONTEXT_SP REG_RSP
#define CONTEXT_ARGUMENT_0 REG_RDI
#define CONTEXT_ARGUMENT_1 REG_RSI
#define CONTEXT_ARGUMENT_2 REG_RDX
#define CONTEXT_ARGUMENT_3 REG_RCX
#define CONTEXT_ARGUMENT_4 REG_R8
#define CONTEXT_ARGUMENT_5 REG_R9
/* A function begins below a return address; above it, the stack is aligned to 16. */
#define CONTEXT_ALIGN_FOREIGN_SP(sp) ((sp) == 0 ? 0 : ((sp) & ~15UL) - 8)
