/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The tables; see tables.h. Arguments are named as in the seL4 manual.
 */
#include "machine/trace/tables.h"

#include <stddef.h>

#include "trace_schedule.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct trace_invocation invocations[ABI_LABEL_COUNT] = {
    [ABI_UNTYPED_RETYPE] = {"Untyped_Retype",
                            {"type", "size_bits", "node_index", "node_depth", "node_offset", "num_objects"},
                            {"root"}},
    TRACE_SCHEDULE_INVOCATIONS,
    [ABI_TCB_SET_IPC_BUFFER] = {"TCB_SetIPCBuffer", {"buffer"}, {"bufferFrame"}},
    [ABI_TCB_SET_PRIORITY] = {"TCB_SetPriority", {"priority"}, {"authority"}},
    [ABI_TCB_SET_MCPRIORITY] = {"TCB_SetMCPriority", {"mcp"}, {"authority"}},
    [ABI_TCB_SUSPEND] = {"TCB_Suspend", {NULL}, {NULL}},
    [ABI_TCB_RESUME] = {"TCB_Resume", {NULL}, {NULL}},
    [ABI_TCB_BIND_NOTIFICATION] = {"TCB_BindNotification", {NULL}, {"notification"}},
    [ABI_TCB_UNBIND_NOTIFICATION] = {"TCB_UnbindNotification", {NULL}, {NULL}},
    [ABI_TCB_READ_REGISTERS] = {"TCB_ReadRegisters", {"flags", "count"}, {NULL}},
    [ABI_TCB_WRITE_REGISTERS] = {"TCB_WriteRegisters", {"flags", "count"}, {NULL}},
    [ABI_TCB_COPY_REGISTERS] = {"TCB_CopyRegisters", {"flags"}, {"source"}},
    [ABI_TCB_SET_TLS_BASE] = {"TCB_SetTLSBase", {NULL}, {NULL}},
    [ABI_TCB_SET_IMAGE] = {"TCB_SetImage", {"bytes"}, {NULL}},
    [ABI_CNODE_REVOKE] = {"CNode_Revoke", {"index", "depth"}, {NULL}},
    [ABI_CNODE_DELETE] = {"CNode_Delete", {"index", "depth"}, {NULL}},
    [ABI_CNODE_COPY] = {"CNode_Copy",
                        {"dest_index", "dest_depth", "src_index", "src_depth", "rights"},
                        {"src_root"}},
    [ABI_CNODE_MINT] = {"CNode_Mint",
                        {"dest_index", "dest_depth", "src_index", "src_depth", "rights", "badge"},
                        {"src_root"}},
    [ABI_CNODE_MOVE] = {"CNode_Move", {"dest_index", "dest_depth", "src_index", "src_depth"}, {"src_root"}},
    [ABI_CNODE_MUTATE] = {"CNode_Mutate",
                          {"dest_index", "dest_depth", "src_index", "src_depth", "badge"},
                          {"src_root"}},
    [ABI_CNODE_ROTATE] = {"CNode_Rotate",
                          {"dest_index", "dest_depth", "dest_badge", "pivot_index", "pivot_depth",
                           "pivot_badge", "src_index", "src_depth"},
                          {"pivot_root", "src_root"}},
    [ABI_CNODE_CANCEL_BADGED_SENDS] = {"CNode_CancelBadgedSends", {"index", "depth"}, {NULL}},
    [ABI_PAGE_MAP] = {"Page_Map", {"vaddr", "rights", "attr"}, {"vspace"}},
    [ABI_PAGE_UNMAP] = {"Page_Unmap", {NULL}, {NULL}},
    [ABI_PAGE_GET_ADDRESS] = {"Page_GetAddress", {NULL}, {NULL}},
    [ABI_PAGE_FLUSH] = {"Page_Clean_Data", {"start_offset", "end_offset"}, {NULL}},
    [ABI_PAGE_FLUSH + 1] = {"Page_Invalidate_Data", {"start_offset", "end_offset"}, {NULL}},
    [ABI_PAGE_FLUSH + 2] = {"Page_CleanInvalidate_Data", {"start_offset", "end_offset"}, {NULL}},
    [ABI_PAGE_FLUSH_LAST] = {"Page_Unify_Instruction", {"start_offset", "end_offset"}, {NULL}},
    [ABI_VSPACE_FLUSH] = {"VSpace_Clean_Data", {"start", "end"}, {NULL}},
    [ABI_VSPACE_FLUSH + 1] = {"VSpace_Invalidate_Data", {"start", "end"}, {NULL}},
    [ABI_VSPACE_FLUSH + 2] = {"VSpace_CleanInvalidate_Data", {"start", "end"}, {NULL}},
    [ABI_VSPACE_FLUSH_LAST] = {"VSpace_Unify_Instruction", {"start", "end"}, {NULL}},
    [ABI_PAGE_TABLE_MAP] = {"PageTable_Map", {"vaddr", "attr"}, {"vspace"}},
    [ABI_PAGE_TABLE_UNMAP] = {"PageTable_Unmap", {NULL}, {NULL}},
    [ABI_PAGE_DIRECTORY_MAP] = {"PageDirectory_Map", {"vaddr", "attr"}, {"vspace"}},
    [ABI_PAGE_DIRECTORY_UNMAP] = {"PageDirectory_Unmap", {NULL}, {NULL}},
    [ABI_PDPT_MAP] = {"PDPT_Map", {"vaddr", "attr"}, {"pml4"}},
    [ABI_PDPT_UNMAP] = {"PDPT_Unmap", {NULL}, {NULL}},
    [ABI_ASID_CONTROL_MAKE_POOL] = {"ASIDControl_MakePool", {"index", "depth"}, {"untyped", "root"}},
    [ABI_ASID_POOL_ASSIGN] = {"ASIDPool_Assign", {NULL}, {"vspace"}},
    [ABI_IRQ_CONTROL_GET] = {"IRQControl_Get", {"irq", "index", "depth"}, {"root"}},
    [ABI_IRQ_CONTROL_GET_IOAPIC] = {"IRQControl_GetIOAPIC",
                                    {"index", "depth", "ioapic", "pin", "level", "polarity", "vector"},
                                    {"root"}},
    [ABI_IRQ_CONTROL_GET_MSI] = {"IRQControl_GetMSI",
                                 {"index", "depth", "pci_bus", "pci_dev", "pci_func", "handle", "vector"},
                                 {"root"}},
    [ABI_IRQ_CONTROL_GET_TRIGGER] = {"IRQControl_GetTrigger", {"irq", "trigger", "index", "depth"}, {"root"}},
    [ABI_IRQ_HANDLER_ACK] = {"IRQHandler_Ack", {NULL}, {NULL}},
    [ABI_IRQ_HANDLER_SET_NOTIFICATION] = {"IRQHandler_SetNotification", {NULL}, {"notification"}},
    [ABI_IRQ_HANDLER_CLEAR] = {"IRQHandler_Clear", {NULL}, {NULL}},
    [ABI_IOPORT_CONTROL_ISSUE] = {"IOPortControl_Issue",
                                  {"first_port", "last_port", "index", "depth"},
                                  {"root"}},
    [ABI_IOPORT_IN8] = {"IOPort_In8", {"port"}, {NULL}},
    [ABI_IOPORT_IN16] = {"IOPort_In16", {"port"}, {NULL}},
    [ABI_IOPORT_IN32] = {"IOPort_In32", {"port"}, {NULL}},
    [ABI_IOPORT_OUT8] = {"IOPort_Out8", {"port", "data"}, {NULL}},
    [ABI_IOPORT_OUT16] = {"IOPort_Out16", {"port", "data"}, {NULL}},
    [ABI_IOPORT_OUT32] = {"IOPort_Out32", {"port", "data"}, {NULL}},
};

static const char *const syscalls[ABI_SYS_COUNT] = {
    [ABI_SYS_SEND] = "Send",
    [ABI_SYS_NBSEND] = "NBSend",
    [ABI_SYS_CALL] = "Call",
    [ABI_SYS_RECV] = "Recv",
    [ABI_SYS_NBRECV] = "NBRecv",
    TRACE_SCHEDULE_SYSCALLS,
    [ABI_SYS_REPLYRECV] = "ReplyRecv",
    [ABI_SYS_YIELD] = "Yield",
    [ABI_SYS_DEBUG_PUTCHAR] = "DebugPutChar",
    [ABI_SYS_DEBUG_CAPIDENTIFY] = "DebugCapIdentify",
    [ABI_SYS_DEBUG_SNAPSHOT] = "DebugSnapshot",
    [ABI_SYS_DEBUG_PUT] = "DebugPut",
    [ABI_SYS_FAULT] = "Fault",
    [ABI_SYS_STOPPED] = "Stopped",
    [ABI_SYS_DEVICE] = "Device",
};

static const char *const errors[] = {
    [ABI_NO_ERROR] = "NoError",
    [ABI_INVALID_ARGUMENT] = "InvalidArgument",
    [ABI_INVALID_CAPABILITY] = "InvalidCapability",
    [ABI_ILLEGAL_OPERATION] = "IllegalOperation",
    [ABI_RANGE_ERROR] = "RangeError",
    [ABI_ALIGNMENT_ERROR] = "AlignmentError",
    [ABI_FAILED_LOOKUP] = "FailedLookup",
    [ABI_TRUNCATED_MESSAGE] = "TruncatedMessage",
    [ABI_DELETE_FIRST] = "DeleteFirst",
    [ABI_REVOKE_FIRST] = "RevokeFirst",
    [ABI_NOT_ENOUGH_MEMORY] = "NotEnoughMemory",
};

static const char *const faults[] = {
    [ABI_FAULT_NULL] = "no fault",
    [ABI_FAULT_CAP] = "CapFault",
    [ABI_FAULT_UNKNOWN_SYSCALL] = "UnknownSyscall",
    [ABI_FAULT_USER_EXCEPTION] = "UserException",
    TRACE_SCHEDULE_FAULTS,
};

static const char *find(const char *const names[], size_t count, abi_word number)
{
    return number < count ? names[number] : NULL;
}

const struct trace_invocation *trace_find_invocation(abi_word label)
{
    return label < COUNT(invocations) && invocations[label].name ? &invocations[label] : NULL;
}

const char *trace_find_syscall(abi_word number)
{
    return find(syscalls, COUNT(syscalls), number);
}

const char *trace_find_error(abi_word number)
{
    return find(errors, COUNT(errors), number);
}

const char *trace_find_fault(abi_word label)
{
    return find(faults, COUNT(faults), label);
}

const char *trace_fault_name(abi_word label)
{
    const char *name = trace_find_fault(label);

    return name ? name : "unknown fault";
}
