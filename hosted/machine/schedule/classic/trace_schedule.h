/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What traces call the calls of a kernel without MCS.
 */
#pragma once

#define TRACE_SCHEDULE_SYSCALLS [ABI_SYS_REPLY] = "Reply"

#define TRACE_SCHEDULE_FAULTS [ABI_FAULT_VM] = "VMFault"

#define TRACE_SCHEDULE_INVOCATIONS                                                                           \
    [ABI_TCB_CONFIGURE] = {"TCB_Configure",                                                                  \
                           {"fault_ep", "cspace_root_data", "vspace_root_data", "buffer"},                   \
                           {"cspace_root", "vspace_root", "bufferFrame"}},                                   \
    [ABI_TCB_SET_SPACE] = {"TCB_SetSpace",                                                                   \
                           {"fault_ep", "cspace_root_data", "vspace_root_data"},                             \
                           {"cspace_root", "vspace_root"}},                                                  \
    [ABI_TCB_SET_SCHED_PARAMS] = {"TCB_SetSchedParams", {"mcp", "priority"}, {"authority"}},                 \
    [ABI_CNODE_SAVE_CALLER] = {"CNode_SaveCaller", {"index", "depth"}, {NULL}}
