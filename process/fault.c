/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults in words.
 */
#include <sel4rpc/parent.h>

#include "end.h"

#include <stdio.h>

/* A message register; of a message that is too short for it, whatever is there. */
static unsigned long register_of(unsigned number)
{
    return (unsigned long)seL4_GetMR((int)number);
}

static void describe_exception(char *text)
{
    seL4_Word number = seL4_GetMR(seL4_UserException_Number), code = seL4_GetMR(seL4_UserException_Code);

    if (!srpc_platform_describe_end(text, number, code)) {
        snprintf(text, SEL4RPC_FAULT_BYTES, "exception %lu, code 0x%lx, instruction at 0x%lx",
                 (unsigned long)number, (unsigned long)code, register_of(seL4_UserException_FaultIP));
    }
}

void sel4rpc_describe_fault(char *text, seL4_MessageInfo_t fault)
{
    seL4_Word label = seL4_MessageInfo_get_label(fault);

    switch (label) {
    case seL4_Fault_VMFault:
        snprintf(text, SEL4RPC_FAULT_BYTES, "VM fault at 0x%lx, instruction at 0x%lx",
                 register_of(seL4_VMFault_Addr), register_of(seL4_VMFault_IP));
        break;
    case seL4_Fault_CapFault:
        snprintf(text, SEL4RPC_FAULT_BYTES, "capability fault, slot 0x%lx, instruction at 0x%lx",
                 register_of(seL4_CapFault_Addr), register_of(seL4_CapFault_IP));
        break;
    case seL4_Fault_UnknownSyscall:
        snprintf(text, SEL4RPC_FAULT_BYTES, "unknown system call %ld",
                 (long)register_of(seL4_UnknownSyscall_Syscall));
        break;
    case seL4_Fault_UserException:
        describe_exception(text);
        break;
    default:
        snprintf(text, SEL4RPC_FAULT_BYTES, "fault %lu", (unsigned long)label);
    }
}
