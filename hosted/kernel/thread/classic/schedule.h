/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a thread has on a kernel without MCS: a slot for the capability to reply to its caller, and a fault
 * handler by address. It runs whenever it is ready.
 */
#pragma once

#include "kernel/capability/invoke.h"

#define SCHEDULE_THREAD_SLOTS THREAD_SLOT_CALLER
#define SCHEDULE_THREAD_SLOT_TYPES CAPABILITY_REPLY
#define SCHEDULE_FAULT_REPEATS_CALL(fault) ((fault) == ABI_FAULT_CAP)
#define SCHEDULE_RESUMED_FIRST true /* these two: see thread/order.c */
#define SCHEDULE_BY_PRIORITY false
#define SCHEDULE_BOOT_BITS ABI_TCB_BITS /* boot makes nothing smaller than the TCB */

struct thread_schedule {
    struct slot *reply; /* the slot of the reply capability to it, or NULL */
    abi_word fault_handler;
};

/* The hooks of mcs/schedule.h: every thread may run, and nothing has to be done for it. */
#define schedule_admits(thread) ((void)(thread), true)
#define schedule_enter(kernel, thread) ((void)(kernel), (void)(thread), true)
#define schedule_boot(kernel, shadow, paddr, root_cnode) 0u
#define schedule_forget(kernel, thread) ((void)0)
#define schedule_sent(kernel, sender, receiver) ((void)0)
#define schedule_signalled(kernel, waiter, notification) ((void)0)
#define schedule_waits(kernel, waiter, notification) ((void)0)
#define schedule_destroyed(notification) ((void)0)

/* Methods of TCBs name the handler in the first message register. */
#define SCHEDULE_HANDLER_WORDS 1
#define SCHEDULE_HANDLER_CAPS 0
#define schedule_decode_handler(invocation, index, change) ((void)(change), true)
#define schedule_check_context(invocation) true
#define schedule_change_context(invocation) ((void)0)
#define schedule_keep_handler(thread, address) ((void)((thread)->schedule.fault_handler = (address)))

/* Rows of the tables. */
#define SCHEDULE_CNODE_METHODS {ABI_CNODE_SAVE_CALLER, 2, 0, cnode_save_caller},
#define SCHEDULE_TCB_METHODS
#define SCHEDULE_TYPES                                                                                       \
    [CAPABILITY_REPLY] = {                                                                                   \
        .name = "reply",                                                                                     \
        .rights = ABI_RIGHT_GRANT,                                                                           \
        .derive = capability_derive_nothing,                                                                 \
        .move = reply_move,                                                                                  \
        .leave = reply_leave,                                                                                \
        .invoke = reply_invoke,                                                                              \
        .check = check_reply,                                                                                \
    }
#define SCHEDULE_OBJECT_TYPES

void reply_move(struct slot *slot);
void reply_leave(struct kernel *kernel, struct slot *slot);
bool reply_invoke(struct invocation *invocation);
bool cnode_save_caller(struct invocation *invocation);
const char *check_reply(const struct slot *slot, struct check_sums *sums);
