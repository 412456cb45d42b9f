/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * On the real kernel, sel4utils has to know which pages are in use in the child's address space: besides the
 * program's own, which it finds, those of the stack and the IPC buffer, where the parent's sel4utils put
 * them.
 */
#include "child_platform.h"

#include <sel4utils/process.h>

#define PAGE ((uintptr_t)1 << seL4_PageBits)
#define STACK_PAGES (CONFIG_SEL4UTILS_STACK_SIZE / PAGE)

/* Takes the stack to begin less than its own size below this function, and to end less than that above. */
int platform_child_make_vspace(struct platform_child *child, sel4rpc_platform_t *platform)
{
    static void *in_use[2 * STACK_PAGES + 2]; /* ends with NULL */
    uintptr_t here = (uintptr_t)__builtin_frame_address(0) & ~(PAGE - 1);
    uintptr_t ipc_buffer = (uintptr_t)seL4_GetIPCBuffer();
    size_t count = 0;

    in_use[count++] = (void *)ipc_buffer;
    for (size_t i = 0; i < 2 * STACK_PAGES; i++) {
        uintptr_t page = here + (i - STACK_PAGES) * PAGE;
        if (page != ipc_buffer) {
            in_use[count++] = (void *)page;
        }
    }
    in_use[count] = NULL;
    return sel4utils_bootstrap_vspace_leaky(&platform->vspace, &child->vspace, SEL4UTILS_PD_SLOT,
                                            &platform->vka, in_use);
}
