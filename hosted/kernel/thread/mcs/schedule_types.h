/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Rows of the table of types for a kernel with MCS.
 */
#pragma once

#include "kernel/check/check.h"
#include "kernel/thread/tcb.h"

abi_word tcb_configure(struct invocation *invocation);
abi_word tcb_set_space(struct invocation *invocation);
abi_word tcb_set_sched_params(struct invocation *invocation);
abi_word tcb_set_timeout_endpoint(struct invocation *invocation);

abi_word sched_control_configure(struct invocation *invocation);
abi_word sched_context_bind(struct invocation *invocation);
abi_word sched_context_unbind(struct invocation *invocation);
abi_word sched_context_unbind_object(struct invocation *invocation);
abi_word sched_context_consumed(struct invocation *invocation);
abi_word sched_context_yield_to(struct invocation *invocation);
void sched_context_destroy(struct kernel *kernel, struct object *object);
const char *check_sched_context(const struct kernel *kernel, const struct object *object,
                                struct check_sums *sums);

abi_word reply_invoke(struct invocation *invocation);
void reply_destroy(struct kernel *kernel, struct object *object);
const char *check_reply(const struct kernel *kernel, const struct object *object, struct check_sums *sums);

extern const struct method sched_control_methods[];
extern const struct method sched_context_methods[];

#define SCHEDULE_CNODE_METHODS                                                                               \
    {                                                                                                        \
        0                                                                                                    \
    }

#define SCHEDULE_TCB_METHODS                                                                                 \
    {ABI_TCB_CONFIGURE, 3, 3, tcb_configure}, {ABI_TCB_SET_SPACE, 2, 3, tcb_set_space},                      \
        {ABI_TCB_SET_SCHED_PARAMS, 2, 3, tcb_set_sched_params},                                              \
        {ABI_TCB_SET_TIMEOUT_ENDPOINT, 0, 1, tcb_set_timeout_endpoint},                                      \
    {                                                                                                        \
        0                                                                                                    \
    }

#define SCHEDULE_TYPES                                                                                       \
    [CAPABILITY_REPLY] =                                                                                     \
        {                                                                                                    \
            .name = "reply",                                                                                 \
            .rights = ABI_RIGHT_GRANT,                                                                       \
            .counts = true,                                                                                  \
            .bytes = sizeof(struct reply),                                                                   \
            .destroy = reply_destroy,                                                                        \
            .invoke = reply_invoke,                                                                          \
            .check_object = check_reply,                                                                     \
    },                                                                                                       \
    [CAPABILITY_SCHED_CONTEXT] =                                                                             \
        {                                                                                                    \
            .name = "sched-context",                                                                         \
            .counts = true,                                                                                  \
            .min_bits = ABI_MIN_SCHED_CONTEXT_BITS,                                                          \
            .bytes = sizeof(struct sched_context),                                                           \
            .destroy = sched_context_destroy,                                                                \
            .methods = sched_context_methods,                                                                \
            .check_object = check_sched_context,                                                             \
    },                                                                                                       \
    [CAPABILITY_SCHED_CONTROL] = {                                                                           \
        .name = "sched-control",                                                                             \
        .methods = sched_control_methods,                                                                    \
    }

#define SCHEDULE_OBJECT_TYPES                                                                                \
    [ABI_OBJECT_SCHED_CONTEXT] = {0, CAPABILITY_SCHED_CONTEXT},                                              \
    [ABI_OBJECT_REPLY] = {ABI_REPLY_BITS, CAPABILITY_REPLY},
