/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What counts: the time stamp counter. With qemu's -icount, time is the number of instructions.
 */
#pragma once

#include <stdint.h>

#define COUNTER_NAME "the time stamp counter"

/* Makes the counter count. Once for each processor. */
static inline void counter_start(void)
{
}

static inline uint32_t counter_read(void)
{
    uint32_t low, high;

    __asm__ volatile("lfence; rdtsc" : "=a"(low), "=d"(high) : : "memory");
    return low;
}

#define COUNTER_LOOP_INSTRUCTIONS 2

/* Executes this many instructions each round. */
static inline void counter_loop(unsigned rounds)
{
    __asm__ volatile("1: dec %0; jnz 1b" : "+r"(rounds) : : "cc");
}
