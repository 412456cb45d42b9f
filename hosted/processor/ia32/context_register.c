/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A register on 32-bit x86.
 */
#include "processor/context_register.h"

#include "processor/x86/context_gregs.h"

abi_word context_get_register(const void *ucontext, unsigned number)
{
    return context_get_greg(ucontext, number);
}

void context_set_register(void *ucontext, unsigned number, abi_word value)
{
    context_set_greg(ucontext, number, value);
}
