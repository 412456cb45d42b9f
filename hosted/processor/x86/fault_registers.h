/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of an exception that have the same names in both word sizes of x86.
 */
#pragma once

#include <ucontext.h>

#include "processor/fault_context.h"

#define RESUME_FLAG 0x10000UL /* set by the processor for a fault; programs do not have it */

static inline void fault_get_registers(struct fault_context *context, const greg_t *registers)
{
    context->flags = (abi_word)registers[REG_EFL] & ~RESUME_FLAG;
    context->number = (abi_word)registers[REG_TRAPNO];
    context->code = (abi_word)registers[REG_ERR];
    context->page_fault = context->number == FAULT_PAGE;
    context->instruction = context->page_fault && (context->code & FAULT_STATUS_INSTRUCTION);
}
