/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a new thread begins with.
 */
#pragma once

#include <sel4/sel4.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sets the registers of a thread of the caller's VSpace that calls a function with three arguments, on a
 * stack that ends at `stack_top`; other registers keep their values. Writes to that stack. Returns 0. */
int sel4utils_arch_init_local_context(void *entry_point, void *arg0, void *arg1, void *arg2, void *stack_top,
                                      seL4_UserContext *context);

#ifdef __cplusplus
}
#endif
