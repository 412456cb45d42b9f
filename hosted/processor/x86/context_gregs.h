/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers that a signal handler on x86 gets in an array, for both word sizes.
 */
#pragma once

#include <ucontext.h>

#include "kernel/abi.h"

/* The flags that a program can set itself: carry, parity, adjust, zero, sign, trap, direction, overflow. */
#define FLAGS 0xdd5UL

static inline abi_word context_get_greg(const void *ucontext, unsigned number)
{
    return (abi_word)((const ucontext_t *)ucontext)->uc_mcontext.gregs[number];
}

static inline void context_set_greg(void *ucontext, unsigned number, abi_word value)
{
    greg_t *place = &((ucontext_t *)ucontext)->uc_mcontext.gregs[number];

    if (number == REG_EFL) {
        value = (value & FLAGS) | ((abi_word)*place & ~FLAGS);
    }
    *place = (greg_t)value;
}
