/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fault message of a processor exception, as RISC-V has it: what the host reported, by its cause's
 * number.
 */
#include "user/runtime/fault.h"

#include "processor/fault_context.h"
#include "user/runtime/fault_set.h"

enum cause {
    CAUSE_ILLEGAL_INSTRUCTION = 2,
    CAUSE_BREAKPOINT = 3,
    CAUSE_MISALIGNED_LOAD = 4,
    CAUSE_INSTRUCTION_PAGE = 12,
    CAUSE_LOAD_PAGE = 13,
    CAUSE_STORE_PAGE = 15
};

static abi_word page_cause(const struct fault_context *context)
{
    if (context->instruction) {
        return CAUSE_INSTRUCTION_PAGE;
    }
    return context->code & FAULT_STATUS_WRITE ? CAUSE_STORE_PAGE : CAUSE_LOAD_PAGE;
}

/* RISC-V has no exceptions of arithmetic: those of the host are illegal instructions. */
static abi_word cause(const struct fault_context *context)
{
    if (context->number == FAULT_BREAKPOINT) {
        return CAUSE_BREAKPOINT;
    }
    return context->number == FAULT_ALIGNMENT ? CAUSE_MISALIGNED_LOAD : CAUSE_ILLEGAL_INSTRUCTION;
}

void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext)
{
    struct fault_context context;

    fault_get_context(&context, info, ucontext);
    if (context.page_fault) {
        const abi_word mr[] = {context.ip, (abi_word)info->si_addr, context.instruction,
                               page_cause(&context)};
        fault_set_message(message, ABI_FAULT_VM, mr, 4);
    } else {
        const abi_word mr[] = {context.ip, context.sp, cause(&context), 0};
        fault_set_message(message, ABI_FAULT_USER_EXCEPTION, mr, ABI_USER_EXCEPTION_LENGTH);
    }
}
