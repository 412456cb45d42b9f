/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of an exception on x86_64.
 */
#include "processor/fault_context.h"

#include <ucontext.h>

#include "processor/x86/fault_registers.h"

void fault_get_context(const void *ucontext, struct fault_context *context)
{
    const greg_t *registers = ((const ucontext_t *)ucontext)->uc_mcontext.gregs;
    context->ip = (abi_word)registers[REG_RIP];
    context->sp = (abi_word)registers[REG_RSP];
    context->flags = (abi_word)registers[REG_EFL];
    context->number = (abi_word)registers[REG_TRAPNO];
    context->code = (abi_word)registers[REG_ERR];
    context->page_fault = context->number == X86_PAGE_FAULT;
    context->instruction = context->page_fault && (context->code & X86_PAGE_FAULT_INSTRUCTION);
}
