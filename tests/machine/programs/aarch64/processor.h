/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the tests' children do that C cannot express, on aarch64.
 */
#pragma once

static inline void execute_illegal_instruction(void)
{
    __asm__ volatile("udf #0");
}

static inline void execute_breakpoint(void)
{
    __asm__ volatile("brk #0");
}
