/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The platform of a root task: an allocator for its memory and slots, its interrupts and I/O ports, and its
 * address space. Each target has one file that makes it from the boot information: process/platform_hosted.c
 * on hosted seL4; process/platform_sel4.c on the real kernel, with seL4_libs' allocman.
 */
#pragma once

#include <simple/simple.h>
#include <stdbool.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A platform. The members are its own; free what you allocate from them. */
typedef struct sel4rpc_platform {
    vka_t vka;       /* memory and slots */
    simple_t simple; /* interrupts, I/O ports, and the root task's initial capabilities */
    vspace_t vspace; /* the root task's address space */
} sel4rpc_platform_t;

/*
 * Initialises the platform of a root task.
 *
 * platform: out; must not move while it is used, because its vspace points to its vka. Call this once in a
 * program, before anything else takes memory or slots.
 *
 * Returns 0; seL4_NotEnoughMemory after logging what was missing, and the platform is unusable. Blocks only
 * in kernel calls. Overwrites the message registers.
 */
int sel4rpc_platform_init(sel4rpc_platform_t *platform) __attribute__((warn_unused_result));

/*
 * For tests: tells whether everything allocated from the vka since sel4rpc_platform_init() has been freed.
 *
 * Returns true if it has. Always true on the real kernel, whose allocator does not count. Never blocks.
 */
bool sel4rpc_platform_is_balanced(void);

/*
 * Asks for a picture of who holds what at this moment.
 *
 * On hosted seL4 the machine draws it, if it was started with --graph; the real kernel draws none, and
 * nothing happens. Blocks only in one kernel call, which may take long.
 */
void sel4rpc_platform_snapshot(void);

#ifdef __cplusplus
}
#endif
