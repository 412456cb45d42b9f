/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults: what arrives at a fault endpoint.
 */
#pragma once

#include <sel4/functions.h>

#ifdef __cplusplus
extern "C" {
#endif

enum seL4_Fault_tag {
    seL4_Fault_NullFault = 0,
    seL4_Fault_CapFault = 1,
    seL4_Fault_UnknownSyscall = 2,
    seL4_Fault_UserException = 3,
#ifdef CONFIG_KERNEL_MCS
    seL4_Fault_Timeout = 5,
    seL4_Fault_VMFault = 6
#else
    seL4_Fault_VMFault = 5
#endif
};
typedef enum seL4_Fault_tag seL4_Fault_tag_t;

/* A fault as its message carries it: the message registers, then the type. */
struct seL4_Fault {
    seL4_Word words[seL4_UnknownSyscall_Length];
    seL4_Word type;
};
typedef struct seL4_Fault seL4_Fault_t;

/* Reads the fault from the message registers; a NullFault if the message is not a fault. */
seL4_Fault_t seL4_getFault(seL4_MessageInfo_t tag);

static inline seL4_Word seL4_Fault_get_seL4_FaultType(seL4_Fault_t fault)
{
    return fault.type;
}

static inline seL4_Bool seL4_isVMFault_tag(seL4_MessageInfo_t tag)
{
    return seL4_MessageInfo_get_label(tag) == seL4_Fault_VMFault;
}

static inline seL4_Bool seL4_isUnknownSyscall_tag(seL4_MessageInfo_t tag)
{
    return seL4_MessageInfo_get_label(tag) == seL4_Fault_UnknownSyscall;
}

static inline seL4_Bool seL4_isUserException_tag(seL4_MessageInfo_t tag)
{
    return seL4_MessageInfo_get_label(tag) == seL4_Fault_UserException;
}

static inline seL4_Bool seL4_isNullFault_tag(seL4_MessageInfo_t tag)
{
    return seL4_MessageInfo_get_label(tag) == seL4_Fault_NullFault;
}

static inline seL4_Bool seL4_isCapFault_tag(seL4_MessageInfo_t tag)
{
    return seL4_MessageInfo_get_label(tag) == seL4_Fault_CapFault;
}

static inline seL4_Word seL4_Fault_VMFault_get_IP(seL4_Fault_t fault)
{
    return fault.words[seL4_VMFault_IP];
}

static inline seL4_Word seL4_Fault_VMFault_get_Addr(seL4_Fault_t fault)
{
    return fault.words[seL4_VMFault_Addr];
}

static inline seL4_Word seL4_Fault_VMFault_get_PrefetchFault(seL4_Fault_t fault)
{
    return fault.words[seL4_VMFault_PrefetchFault];
}

static inline seL4_Word seL4_Fault_VMFault_get_FSR(seL4_Fault_t fault)
{
    return fault.words[seL4_VMFault_FSR];
}

static inline seL4_Word seL4_Fault_CapFault_get_IP(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_IP];
}

static inline seL4_Word seL4_Fault_CapFault_get_Addr(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_Addr];
}

static inline seL4_Word seL4_Fault_CapFault_get_InRecvPhase(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_InRecvPhase];
}

static inline seL4_Word seL4_Fault_CapFault_get_LookupFailureType(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_LookupFailureType];
}

static inline seL4_Word seL4_Fault_CapFault_get_MR4(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_BitsLeft];
}

static inline seL4_Word seL4_Fault_CapFault_get_MR5(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_GuardMismatch_GuardFound];
}

static inline seL4_Word seL4_Fault_CapFault_get_MR6(seL4_Fault_t fault)
{
    return fault.words[seL4_CapFault_GuardMismatch_BitsFound];
}

static inline seL4_Word seL4_Fault_UserException_get_FaultIP(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_FaultIP];
}

static inline seL4_Word seL4_Fault_UserException_get_Stack(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_SP];
}

static inline seL4_Word seL4_Fault_UserException_get_Number(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_Number];
}

static inline seL4_Word seL4_Fault_UserException_get_Code(seL4_Fault_t fault)
{
    return fault.words[seL4_UserException_Code];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_FaultIP(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_FaultIP];
}

static inline seL4_Word seL4_Fault_UnknownSyscall_get_Syscall(seL4_Fault_t fault)
{
    return fault.words[seL4_UnknownSyscall_Syscall];
}

#ifdef CONFIG_KERNEL_MCS
static inline seL4_Bool seL4_isTimeoutFault_tag(seL4_MessageInfo_t tag)
{
    return seL4_MessageInfo_get_label(tag) == seL4_Fault_Timeout;
}

static inline seL4_Word seL4_Fault_Timeout_get_data(seL4_Fault_t fault)
{
    return fault.words[seL4_Timeout_Data];
}

static inline seL4_Word seL4_Fault_Timeout_get_consumed(seL4_Fault_t fault)
{
    return fault.words[seL4_Timeout_Consumed];
}
#endif

#ifdef __cplusplus
}
#endif

#include <sel4/sel4_arch/faults.h>
