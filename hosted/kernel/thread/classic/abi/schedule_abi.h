/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What kernel/abi.h has of a kernel without MCS.
 */
#pragma once

/* System calls; the last ones, from the first that sends, and ReplyRecv send a message. */
#define ABI_SCHEDULE_SYSCALLS ABI_SYS_REPLY
#define ABI_SCHEDULE_FIRST_SENDING ABI_SYS_REPLY

/* Labels. TCB methods: TCB_CONFIGURE  mr: fault_ep, cspace_data, vspace_data, buffer; caps: cspace, vspace,
 * frame TCB_SET_SPACE         mr: fault_ep, cspace_data, vspace_data; caps: cspace, vspace
 * TCB_SET_SCHED_PARAMS  mr: mcp, priority; cap: authority
 * CNODE_SAVE_CALLER     mr: index, depth */
#define ABI_SCHEDULE_LABELS ABI_CNODE_SAVE_CALLER

/* How many object types, faults and initial capabilities such a kernel has more, and bits in a notification.
 */
#define ABI_SCHEDULE_OBJECTS 0
#define ABI_SCHEDULE_FAULTS 0
#define ABI_SCHEDULE_ROOT_SLOTS 0
#define ABI_SCHEDULE_NOTIFICATION_BITS 0
