/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a root task stands on: an allocator over its memory and slots, its interrupts and I/O ports, its
 * address space. One file for each target makes this from the boot information: process/platform_hosted.c on
 * hosted seL4; process/platform_sel4.c, with seL4_libs' allocman, on the real kernel.
 */
#pragma once

#include <simple/simple.h>
#include <stdbool.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All three are the platform's own; what is allocated from them is the caller's to free. */
typedef struct sel4rpc_platform {
    vka_t vka;       /* memory and slots */
    simple_t simple; /* interrupts, I/O ports, and the root task's initial capabilities */
    vspace_t vspace; /* the root task's address space */
} sel4rpc_platform_t;

/*
 * Makes the platform of a root task.
 *
 * platform: out. It must stay where it is as long as it is used: its vspace keeps a pointer to its vka. Call
 * this once in a program, before anything else takes memory or slots.
 *
 * Returns 0; or seL4_NotEnoughMemory after logging what was missing: nothing can be used then. Never blocks,
 * but for kernel calls, which overwrite the message registers.
 */
int sel4rpc_platform_init(sel4rpc_platform_t *platform) __attribute__((warn_unused_result));

/*
 * Tells whether everything that was taken from the vka since sel4rpc_platform_init() is back, for tests. On
 * the real kernel, whose allocator does not count, the answer is always true. Never blocks.
 */
bool sel4rpc_platform_is_balanced(void);

#ifdef __cplusplus
}
#endif
