/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault fields that are named after Arm's registers.
 */
#pragma once

#include <sel4/faults.h>

static inline seL4_Word seL4_Fault_UserException_get_SPSR(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_SPSR];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_X0(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_X0];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_SP(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_SP];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_LR(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_LR];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_SPSR(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_SPSR];
}
