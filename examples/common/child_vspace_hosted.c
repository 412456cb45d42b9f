/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * On hosted seL4, a vspace_t that is all zero is the caller's own address space.
 */
#include "child_platform.h"

int platform_child_make_vspace(struct platform_child *child, sel4rpc_platform_t *platform)
{
    (void)child;
    (void)platform;
    return 0;
}
