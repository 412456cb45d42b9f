/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What counts: as on 64-bit Arm.
 */
#pragma once

#include <stdint.h>

#define COUNTER_NAME "the performance monitor"
#define COUNTER_EVENT 8u /* instruction architecturally executed; in user mode and the kernel */
#define COUNTER_ENABLE 1u

/* Makes the counter count. Once for each processor. */
static inline void counter_start(void)
{
    uint32_t control;

    __asm__ volatile("mcr p15, 0, %0, c9, c12, 5; isb" : : "r"(0)); /* selects the counter */
    __asm__ volatile("mcr p15, 0, %0, c9, c13, 1" : : "r"(COUNTER_EVENT));
    __asm__ volatile("mcr p15, 0, %0, c9, c12, 1" : : "r"(COUNTER_ENABLE));
    __asm__ volatile("mrc p15, 0, %0, c9, c12, 0" : "=r"(control));
    __asm__ volatile("mcr p15, 0, %0, c9, c12, 0; isb" : : "r"(control | COUNTER_ENABLE));
}

static inline uint32_t counter_read(void)
{
    uint32_t count;

    __asm__ volatile("isb; mrc p15, 0, %0, c9, c13, 2" : "=r"(count) : : "memory");
    return count;
}

#define COUNTER_LOOP_INSTRUCTIONS 2

/* Executes this many instructions each round. */
static inline void counter_loop(unsigned rounds)
{
    __asm__ volatile("1: subs %0, %0, #1; bne 1b" : "+r"(rounds) : : "cc");
}
