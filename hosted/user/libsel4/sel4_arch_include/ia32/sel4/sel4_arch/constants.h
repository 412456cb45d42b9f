/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Sizes of objects and messages with 32-bit words.
 */
#pragma once

#define seL4_DataFault 0
#define seL4_InstructionFault 1

#define seL4_WordBits 32
#define seL4_WordSizeBits 2
#define seL4_PageBits 12
#define seL4_SlotBits 4
#define seL4_TCBBits 11
#define seL4_EndpointBits 4
#define seL4_NotificationBits 4

#define seL4_PageTableBits 12
#define seL4_PageTableEntryBits 2
#define seL4_PageTableIndexBits 10
#define seL4_PageDirBits 12
#define seL4_PageDirEntryBits 2
#define seL4_PageDirIndexBits 10
#define seL4_PDPTBits 0
#define seL4_VSpaceBits seL4_PageDirBits
#define seL4_4MBits seL4_LargePageBits
#define seL4_IOPageTableBits 12
#define seL4_LargePageBits 22
#define seL4_HugePageBits 30
#define seL4_ASIDPoolBits 12
#define seL4_ASIDPoolIndexBits 10

#define seL4_MinUntypedBits 4
#define seL4_MaxUntypedBits 29

#define seL4_FastMessageRegisters 2
#define seL4_IPCBufferSizeBits 9

#define seL4_UserTop 0xe0000000
#define seL4_UserVSpaceTop (seL4_UserTop - 1)

/* The message registers of fault messages. */
typedef enum {
    seL4_VMFault_IP,
    seL4_VMFault_Addr,
    seL4_VMFault_PrefetchFault,
    seL4_VMFault_FSR,
    seL4_VMFault_Length
} seL4_VMFault_Msg;

typedef enum {
    seL4_UnknownSyscall_EAX,
    seL4_UnknownSyscall_EBX,
    seL4_UnknownSyscall_ECX,
    seL4_UnknownSyscall_EDX,
    seL4_UnknownSyscall_ESI,
    seL4_UnknownSyscall_EDI,
    seL4_UnknownSyscall_EBP,
    seL4_UnknownSyscall_FaultIP,
    seL4_UnknownSyscall_SP,
    seL4_UnknownSyscall_FLAGS,
    seL4_UnknownSyscall_Syscall,
    seL4_UnknownSyscall_Length
} seL4_UnknownSyscall_Msg;

typedef enum {
    seL4_UserException_FaultIP,
    seL4_UserException_SP,
    seL4_UserException_FLAGS,
    seL4_UserException_Number,
    seL4_UserException_Code,
    seL4_UserException_Length
} seL4_UserException_Msg;
