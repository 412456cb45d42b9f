/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fault message of a processor exception.
 */
#include "user/runtime/fault.h"

#include "processor/fault_context.h"

static void set_registers(struct abi_message *message, enum abi_fault label, const abi_word *mr,
                          unsigned count)
{
    message->what = ABI_SYS_FAULT;
    message->info = ABI_INFO(label, 0, 0, count);
    for (unsigned i = 0; i < count; i++) {
        message->mr[i] = mr[i];
    }
}

void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext)
{
    struct fault_context context;

    fault_get_context(&context, info, ucontext);
    if (context.page_fault) {
        const abi_word mr[] = {context.ip, (abi_word)info->si_addr, context.instruction, context.code};
        set_registers(message, ABI_FAULT_VM, mr, 4);
    } else {
        const abi_word mr[] = {context.ip, context.sp, context.flags, context.number, context.code};
        set_registers(message, ABI_FAULT_USER_EXCEPTION, mr, 5);
    }
}
