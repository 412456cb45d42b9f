/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fault message of a processor exception, as 64-bit Arm has it: what the host reported, as a syndrome
 * register (ESR).
 */
#include "user/runtime/fault.h"

#include "processor/fault_context.h"
#include "user/runtime/fault_set.h"

/* The exception's class, bits 26 to 31, and that the instruction has 32 bits. */
#define SYNDROME(class) ((abi_word)(class) << 26 | (abi_word)1 << 25)
enum class {
    CLASS_UNKNOWN = 0x00,
    CLASS_INSTRUCTION_ABORT = 0x20,
    CLASS_DATA_ABORT = 0x24,
    CLASS_FLOATING_POINT = 0x2c,
    CLASS_BREAKPOINT = 0x3c
};
#define ABORT_WRITE 0x40
#define ABORT_TRANSLATION 0x07 /* nothing is mapped */
#define ABORT_PERMISSION 0x0f
#define ABORT_ALIGNMENT 0x21

static abi_word page_syndrome(const struct fault_context *context)
{
    abi_word cause = context->code & FAULT_STATUS_PRESENT ? ABORT_PERMISSION : ABORT_TRANSLATION;

    if (context->instruction) {
        return SYNDROME(CLASS_INSTRUCTION_ABORT) | cause;
    }
    return SYNDROME(CLASS_DATA_ABORT) | cause | (context->code & FAULT_STATUS_WRITE ? ABORT_WRITE : 0);
}

static abi_word syndrome(const struct fault_context *context)
{
    switch (context->number) {
    case FAULT_BREAKPOINT:
        return SYNDROME(CLASS_BREAKPOINT);
    case FAULT_ALIGNMENT:
        return SYNDROME(CLASS_DATA_ABORT) | ABORT_ALIGNMENT;
    case FAULT_FLOATING_POINT:
        return SYNDROME(CLASS_FLOATING_POINT);
    default:
        return SYNDROME(CLASS_UNKNOWN);
    }
}

void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext)
{
    struct fault_context context;

    fault_get_context(&context, info, ucontext);
    if (context.page_fault) {
        const abi_word mr[] = {context.ip, (abi_word)info->si_addr, context.instruction,
                               page_syndrome(&context)};
        fault_set_message(message, ABI_FAULT_VM, mr, 4);
    } else {
        const abi_word mr[] = {context.ip, context.sp, context.flags, syndrome(&context), 0};
        fault_set_message(message, ABI_FAULT_USER_EXCEPTION, mr, ABI_USER_EXCEPTION_LENGTH);
    }
}
