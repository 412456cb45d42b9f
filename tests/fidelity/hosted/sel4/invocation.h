/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's names for the labels of hosted seL4. A method that hosted seL4 lacks has a label that it does not
 * know.
 */
#pragma once

#include "kernel/abi.h"

enum invocation_label {
    InvalidInvocation = ABI_LABEL_INVALID,
    UntypedRetype = ABI_UNTYPED_RETYPE,
    TCBConfigure = ABI_TCB_CONFIGURE,
    TCBSetPriority = ABI_TCB_SET_PRIORITY,
    TCBSetMCPriority = ABI_TCB_SET_MCPRIORITY,
    TCBSetSchedParams = ABI_TCB_SET_SCHED_PARAMS,
    TCBSetIPCBuffer = ABI_TCB_SET_IPC_BUFFER,
    TCBSetSpace = ABI_TCB_SET_SPACE,
    TCBSuspend = ABI_TCB_SUSPEND,
    TCBResume = ABI_TCB_RESUME,
    TCBBindNotification = ABI_TCB_BIND_NOTIFICATION,
    TCBUnbindNotification = ABI_TCB_UNBIND_NOTIFICATION,
    CNodeRevoke = ABI_CNODE_REVOKE,
    CNodeDelete = ABI_CNODE_DELETE,
    CNodeCancelBadgedSends = ABI_CNODE_CANCEL_BADGED_SENDS,
    CNodeCopy = ABI_CNODE_COPY,
    CNodeMint = ABI_CNODE_MINT,
    CNodeMove = ABI_CNODE_MOVE,
    CNodeMutate = ABI_CNODE_MUTATE,
    CNodeRotate = ABI_CNODE_ROTATE,
    CNodeSaveCaller = ABI_CNODE_SAVE_CALLER,
    IRQIssueIRQHandler = ABI_IRQ_CONTROL_GET,
    IRQAckIRQ = ABI_IRQ_HANDLER_ACK,
    IRQSetIRQHandler = ABI_IRQ_HANDLER_SET_NOTIFICATION,
    IRQClearIRQHandler = ABI_IRQ_HANDLER_CLEAR,
    X86PDPTMap = ABI_PDPT_MAP,
    X86PDPTUnmap = ABI_PDPT_UNMAP,
    X86PageDirectoryMap = ABI_PAGE_DIRECTORY_MAP,
    X86PageDirectoryUnmap = ABI_PAGE_DIRECTORY_UNMAP,
    X86PageTableMap = ABI_PAGE_TABLE_MAP,
    X86PageTableUnmap = ABI_PAGE_TABLE_UNMAP,
    X86PageMap = ABI_PAGE_MAP,
    X86PageUnmap = ABI_PAGE_UNMAP,
    X86PageGetAddress = ABI_PAGE_GET_ADDRESS,
    X86ASIDControlMakePool = ABI_ASID_CONTROL_MAKE_POOL,
    X86ASIDPoolAssign = ABI_ASID_POOL_ASSIGN,
    X86IOPortControlIssue = ABI_IOPORT_CONTROL_ISSUE,
    X86IOPortIn8 = ABI_IOPORT_IN8,
    X86IOPortIn16 = ABI_IOPORT_IN16,
    X86IOPortIn32 = ABI_IOPORT_IN32,
    X86IOPortOut8 = ABI_IOPORT_OUT8,
    X86IOPortOut16 = ABI_IOPORT_OUT16,
    X86IOPortOut32 = ABI_IOPORT_OUT32,
    X86IRQIssueIRQHandlerIOAPIC = ABI_IRQ_CONTROL_GET_IOAPIC,
    X86IRQIssueIRQHandlerMSI = ABI_IRQ_CONTROL_GET_MSI,
    TCBReadRegisters = 0x7000,
    TCBWriteRegisters,
    TCBCopyRegisters,
    TCBSetTLSBase,
    TCBSetFlags,
    DomainSetSet,
    DomainScheduleConfigure,
    DomainScheduleSetStart,
    X86PageDirectoryGetStatusBits
};
