/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of an exception on 32-bit x86.
 */
#include "processor/fault_context.h"

#include <ucontext.h>

#include "processor/x86/fault_registers.h"

void fault_get_context(struct fault_context *context, const siginfo_t *info, const void *ucontext)
{
    const greg_t *registers = ((const ucontext_t *)ucontext)->uc_mcontext.gregs;

    (void)info;
    context->ip = (abi_word)registers[REG_EIP];
    context->sp = (abi_word)registers[REG_ESP];
    fault_get_registers(context, registers);
}
