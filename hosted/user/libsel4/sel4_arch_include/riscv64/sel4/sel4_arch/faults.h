/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fault fields that are named after RISC-V's registers.
 */
#pragma once

#include <sel4/faults.h>

static inline seL4_Word seL4_Fault_UserException_get_SP(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_SP];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_SP(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_SP];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_RA(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_RA];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_A0(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_A0];
}
