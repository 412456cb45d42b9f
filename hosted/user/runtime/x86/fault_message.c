/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fault message of a processor exception, as x86 has it. seL4 forbids no execution there, so an
 * instruction fetch looks as a read. What Linux has above a program's addresses, a program on seL4 finds
 * unmapped.
 */
#include "user/runtime/fault.h"

#include "user/runtime/fault_set.h"

#include "processor/fault_context.h"

static abi_word status_of(abi_word code, abi_word address)
{
    abi_word hidden = FAULT_STATUS_INSTRUCTION | (address >= ABI_USER_TOP ? FAULT_STATUS_PRESENT : 0);

    return code & ~hidden;
}

void fault_describe(struct abi_message *message, const siginfo_t *info, const void *ucontext)
{
    struct fault_context context;

    fault_get_context(&context, info, ucontext);
    if (context.page_fault) {
        const abi_word mr[] = {context.ip, (abi_word)info->si_addr, false,
                               status_of(context.code, (abi_word)info->si_addr)};
        fault_set_message(message, ABI_FAULT_VM, mr, 4);
    } else {
        const abi_word mr[] = {context.ip, context.sp, context.flags, context.number, context.code};
        fault_set_message(message, ABI_FAULT_USER_EXCEPTION, mr, 5);
    }
}
