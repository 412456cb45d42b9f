/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of a thread that begins at a function, which returns to address 0.
 */
#include <sel4utils/helpers.h>

int sel4utils_arch_init_local_context(void *entry_point, void *arg0, void *arg1, void *arg2, void *stack_top,
                                      seL4_UserContext *context)
{
    context->pc = (seL4_Word)entry_point;
    context->sp = (seL4_Word)stack_top & ~(seL4_Word)15;
    context->ra = 0;
    context->a0 = (seL4_Word)arg0;
    context->a1 = (seL4_Word)arg1;
    context->a2 = (seL4_Word)arg2;
    return 0;
}
