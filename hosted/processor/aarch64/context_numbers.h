/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers of aarch64: 0 to 30 are x0 to x30.
 */
#pragma once

#define CONTEXT_SP 31
#define CONTEXT_IP 32
#define CONTEXT_PSTATE 33
#define CONTEXT_TPIDR 34

/* What foreign contexts have. */
#define CONTEXT_ARGUMENT_0 0
#define CONTEXT_ARGUMENT_1 1
#define CONTEXT_ARGUMENT_2 2
#define CONTEXT_ARGUMENT_3 3
#define CONTEXT_ARGUMENT_4 4
#define CONTEXT_ARGUMENT_5 5
#define CONTEXT_ALIGN_FOREIGN_SP(sp) ((sp) & ~15UL)
