/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What counts: retired instructions. The firmware lets programs read them, as OpenSBI does. With qemu's
 * -icount, it is the time, which is the number of instructions.
 */
#pragma once

#include <stdint.h>

#define COUNTER_NAME "instret"

/* Makes the counter count. Once for each processor. */
static inline void counter_start(void)
{
}

static inline uint32_t counter_read(void)
{
    uint64_t count;

    __asm__ volatile("rdinstret %0" : "=r"(count) : : "memory");
    return (uint32_t)count;
}

#define COUNTER_LOOP_INSTRUCTIONS 2

/* Executes this many instructions each round. */
static inline void counter_loop(unsigned rounds)
{
    __asm__ volatile("1: addi %0, %0, -1; bnez %0, 1b" : "+r"(rounds));
}
