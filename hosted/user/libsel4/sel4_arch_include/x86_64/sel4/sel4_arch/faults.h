/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault fields that are named after x86_64's registers.
 */
#pragma once

#include <sel4/faults.h>

static inline seL4_Word seL4_Fault_UserException_get_FLAGS(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_FLAGS];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_RAX(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_RAX];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_RSP(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_SP];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_FLAGS(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_FLAGS];
}
