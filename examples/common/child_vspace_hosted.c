/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * On hosted seL4, sel4utils need not know what is in use in the child's address space.
 */
#include "child_platform.h"

#include <sel4utils/process.h>

int platform_child_make_vspace(struct platform_child *child, sel4rpc_platform_t *platform)
{
    return sel4utils_bootstrap_vspace_leaky(&platform->vspace, &child->vspace, SEL4UTILS_PD_SLOT,
                                            &platform->vka, NULL);
}
