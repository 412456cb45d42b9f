/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What traces call the calls of a kernel with MCS.
 */
#pragma once

#define TRACE_SCHEDULE_SYSCALLS                                                                              \
    [ABI_SYS_WAIT] = "Wait", [ABI_SYS_NBWAIT] = "NBWait", [ABI_SYS_NBSEND_RECV] = "NBSendRecv",              \
    [ABI_SYS_NBSEND_WAIT] = "NBSendWait"

#define TRACE_SCHEDULE_FAULTS [ABI_FAULT_TIMEOUT] = "Timeout", [ABI_FAULT_VM] = "VMFault"

#define TRACE_SCHEDULE_INVOCATIONS                                                                           \
    [ABI_TCB_CONFIGURE] = {"TCB_Configure",                                                                  \
                           {"cspace_root_data", "vspace_root_data", "buffer"},                               \
                           {"cspace_root", "vspace_root", "bufferFrame"}},                                   \
    [ABI_TCB_SET_SPACE] = {"TCB_SetSpace",                                                                   \
                           {"cspace_root_data", "vspace_root_data"},                                         \
                           {"fault_ep", "cspace_root", "vspace_root"}},                                      \
    [ABI_TCB_SET_SCHED_PARAMS] = {"TCB_SetSchedParams",                                                      \
                                  {"mcp", "priority"},                                                       \
                                  {"authority", "sched_context", "fault_ep"}},                               \
    [ABI_TCB_SET_TIMEOUT_ENDPOINT] = {"TCB_SetTimeoutEndpoint", {NULL}, {"timeout_fault_ep"}},               \
    [ABI_SCHED_CONTROL_CONFIGURE_FLAGS] = {"SchedControl_ConfigureFlags",                                    \
                                           {"budget", "period", "extra_refills", "badge", "flags"},          \
                                           {"schedcontext"}},                                                \
    [ABI_SCHED_CONTEXT_BIND] = {"SchedContext_Bind", {NULL}, {"cap"}},                                       \
    [ABI_SCHED_CONTEXT_UNBIND] = {"SchedContext_Unbind", {NULL}, {NULL}},                                    \
    [ABI_SCHED_CONTEXT_UNBIND_OBJECT] = {"SchedContext_UnbindObject", {NULL}, {"cap"}},                      \
    [ABI_SCHED_CONTEXT_CONSUMED] = {"SchedContext_Consumed", {NULL}, {NULL}},                                \
    [ABI_SCHED_CONTEXT_YIELD_TO] = {"SchedContext_YieldTo", {NULL}, {NULL}}
