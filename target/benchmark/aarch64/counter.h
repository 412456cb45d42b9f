/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What counts: the first event counter of the performance monitor, set to instructions. The kernel lets
 * programs use it if it is built with KernelArmExportPMUUser. qemu counts with -icount only.
 */
#pragma once

#include <stdint.h>

#define COUNTER_NAME "the performance monitor"
#define COUNTER_EVENT UINT64_C(8) /* instruction architecturally executed; in user mode and the kernel */
#define COUNTER_ENABLE UINT64_C(1)

/* Makes the counter count. Once for each processor. */
static inline void counter_start(void)
{
    uint64_t control;

    __asm__ volatile("msr pmevtyper0_el0, %0" : : "r"(COUNTER_EVENT));
    __asm__ volatile("msr pmcntenset_el0, %0" : : "r"(COUNTER_ENABLE));
    __asm__ volatile("mrs %0, pmcr_el0" : "=r"(control));
    __asm__ volatile("msr pmcr_el0, %0; isb" : : "r"(control | COUNTER_ENABLE));
}

static inline uint32_t counter_read(void)
{
    uint64_t count;

    __asm__ volatile("isb; mrs %0, pmevcntr0_el0" : "=r"(count) : : "memory");
    return (uint32_t)count;
}

#define COUNTER_LOOP_INSTRUCTIONS 2

/* Executes this many instructions each round. */
static inline void counter_loop(unsigned rounds)
{
    __asm__ volatile("1: subs %w0, %w0, #1; b.ne 1b" : "+r"(rounds) : : "cc");
}
