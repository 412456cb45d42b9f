/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Rows of the table of types for a kernel without MCS.
 */
#pragma once

#include "kernel/check/check.h"
#include "kernel/thread/tcb.h"

abi_word tcb_configure(struct invocation *invocation);
abi_word tcb_set_space(struct invocation *invocation);
abi_word tcb_set_sched_params(struct invocation *invocation);

void reply_move(struct slot *slot);
void reply_leave(struct kernel *kernel, struct slot *slot);
abi_word reply_invoke(struct invocation *invocation);
abi_word cnode_save_caller(struct invocation *invocation);
const char *check_reply(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums);

#define SCHEDULE_CNODE_METHODS                                                                               \
    {ABI_CNODE_SAVE_CALLER, 2, 0, cnode_save_caller},                                                        \
    {                                                                                                        \
        0                                                                                                    \
    }

#define SCHEDULE_TCB_METHODS                                                                                 \
    {ABI_TCB_CONFIGURE, 4, 3, tcb_configure}, {ABI_TCB_SET_SPACE, 3, 2, tcb_set_space},                      \
        {ABI_TCB_SET_SCHED_PARAMS, 2, 1, tcb_set_sched_params},                                              \
    {                                                                                                        \
        0                                                                                                    \
    }

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
