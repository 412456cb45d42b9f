/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of a thread that begins at a function, with its return address, 0, on the stack.
 */
#include <sel4utils/helpers.h>

int sel4utils_arch_init_local_context(void *entry_point, void *arg0, void *arg1, void *arg2, void *stack_top,
                                      seL4_UserContext *context)
{
    seL4_Word *words = (seL4_Word *)((seL4_Word)stack_top & ~(seL4_Word)15) - 1;

    words[0] = 0;
    context->rip = (seL4_Word)entry_point;
    context->rsp = (seL4_Word)words;
    context->rdi = (seL4_Word)arg0;
    context->rsi = (seL4_Word)arg1;
    context->rdx = (seL4_Word)arg2;
    return 0;
}
