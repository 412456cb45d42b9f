/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault fields that are named after ia32's registers.
 */
#pragma once

#include <sel4/faults.h>

static inline seL4_Word seL4_Fault_UserException_get_EFLAGS(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_FLAGS];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_EAX(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_EAX];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_ESP(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_SP];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_EFLAGS(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_FLAGS];
}
