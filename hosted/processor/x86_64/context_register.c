/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A register on x86_64.
 */
#include "processor/context_register.h"

#include <asm/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "processor/x86/context_gregs.h"
#include "processor/x86_64/context_numbers.h"

abi_word context_get_register(const void *ucontext, unsigned number)
{
    abi_word base = 0;

    if (number < NGREG) {
        return context_get_greg(ucontext, number);
    }
    syscall(SYS_arch_prctl, number == CONTEXT_FS_BASE ? ARCH_GET_FS : ARCH_GET_GS, &base);
    return base;
}

void context_set_register(void *ucontext, unsigned number, abi_word value)
{
    if (number < NGREG) {
        context_set_greg(ucontext, number, value);
    }
}
