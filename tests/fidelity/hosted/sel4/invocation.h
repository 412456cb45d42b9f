/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's names for the labels of hosted seL4. A method that hosted seL4 lacks has a label that it does not
 * know.
 */
#pragma once

#include "architecture_labels.h"
#include "kernel/abi.h"
#include "schedule_labels.h"

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
    TCBReadRegisters = ABI_TCB_READ_REGISTERS,
    TCBWriteRegisters = ABI_TCB_WRITE_REGISTERS,
    TCBCopyRegisters = ABI_TCB_COPY_REGISTERS,
    TCBSetTLSBase = ABI_TCB_SET_TLS_BASE,
    CNodeRevoke = ABI_CNODE_REVOKE,
    CNodeDelete = ABI_CNODE_DELETE,
    CNodeCancelBadgedSends = ABI_CNODE_CANCEL_BADGED_SENDS,
    CNodeCopy = ABI_CNODE_COPY,
    CNodeMint = ABI_CNODE_MINT,
    CNodeMove = ABI_CNODE_MOVE,
    CNodeMutate = ABI_CNODE_MUTATE,
    CNodeRotate = ABI_CNODE_ROTATE,
    SCHEDULE_LABELS,
    IRQIssueIRQHandler = ABI_IRQ_CONTROL_GET,
    IRQAckIRQ = ABI_IRQ_HANDLER_ACK,
    IRQSetIRQHandler = ABI_IRQ_HANDLER_SET_NOTIFICATION,
    IRQClearIRQHandler = ABI_IRQ_HANDLER_CLEAR,
    ARCHITECTURE_LABELS,
    TCBSetFlags = 0x7000,
    DomainSetSet,
    DomainScheduleConfigure,
    DomainScheduleSetStart,
    LACKING_LABELS
};
