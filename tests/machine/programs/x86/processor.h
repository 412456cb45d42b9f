/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the tests' programs do that C cannot express, on x86.
 */
#pragma once

static inline void execute_illegal_instruction(void)
{
    __asm__ volatile("ud2");
}

static inline void execute_breakpoint(void)
{
    __asm__ volatile("int3");
}

/* Makes a Linux system call in the 32-bit way. */
static inline long getpid_as_ia32(void)
{
    long result = 20; /* getpid */
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    return result;
}
