/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What kernel/abi.h has of a kernel with MCS.
 */
#pragma once

/* System calls; the last ones, from the first that sends, and ReplyRecv send a message. Recv, NBRecv,
 * NBSendRecv and ReplyRecv name a reply object; ReplyRecv sends to that. NBSendRecv and NBSendWait name where
 * to send. */
#define ABI_SCHEDULE_SYSCALLS ABI_SYS_WAIT, ABI_SYS_NBWAIT, ABI_SYS_NBSEND_RECV, ABI_SYS_NBSEND_WAIT
#define ABI_SCHEDULE_FIRST_SENDING ABI_SYS_NBSEND_RECV

/* Labels. Their arguments, and those of TCB methods that a kernel without MCS has with others:
 * TCB_CONFIGURE              mr: cspace_data, vspace_data, buffer; caps: cspace, vspace, frame
 * TCB_SET_SPACE              mr: cspace_data, vspace_data; caps: fault_ep, cspace, vspace
 * TCB_SET_SCHED_PARAMS       mr: mcp, priority; caps: authority, sched_context, fault_ep
 * TCB_SET_TIMEOUT_ENDPOINT   cap: timeout_fault_ep
 * SCHED_CONTROL_CONFIGURE_FLAGS  mr: budget, period, extra_refills, badge, flags; cap: sched_context
 * SCHED_CONTEXT_BIND         cap: TCB or notification, as for UNBIND_OBJECT
 * SCHED_CONTEXT_CONSUMED     returns mr[0]: the time in microseconds, as does YIELD_TO */
#define ABI_SCHEDULE_LABELS                                                                                  \
    ABI_TCB_SET_TIMEOUT_ENDPOINT, ABI_SCHED_CONTROL_CONFIGURE_FLAGS, ABI_SCHED_CONTEXT_BIND,                 \
        ABI_SCHED_CONTEXT_UNBIND, ABI_SCHED_CONTEXT_UNBIND_OBJECT, ABI_SCHED_CONTEXT_CONSUMED,               \
        ABI_SCHED_CONTEXT_YIELD_TO

/* How many object types, faults and initial capabilities such a kernel has more, and bits in a notification.
 */
#define ABI_SCHEDULE_OBJECTS 2
#define ABI_SCHEDULE_FAULTS 1
#define ABI_SCHEDULE_ROOT_SLOTS 1
#define ABI_SCHEDULE_NOTIFICATION_BITS 1

enum abi_schedule {
    ABI_OBJECT_SCHED_CONTEXT = 5,
    ABI_OBJECT_REPLY = 6,
    ABI_FAULT_TIMEOUT = 5, /* mr: the scheduling context's badge, microseconds consumed */
    ABI_ROOT_SCHED_CONTEXT = 14,
    ABI_ROOT_SCHED_CONTROL = 16
};

#define ABI_REPLY_BITS 5
#define ABI_MIN_SCHED_CONTEXT_BITS 7
