/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The labels that only a kernel with MCS has.
 */
#pragma once

#define SCHEDULE_LABELS                                                                                      \
    TCBSetTimeoutEndpoint = ABI_TCB_SET_TIMEOUT_ENDPOINT,                                                    \
    SchedControlConfigureFlags = ABI_SCHED_CONTROL_CONFIGURE_FLAGS,                                          \
    SchedContextBind = ABI_SCHED_CONTEXT_BIND, SchedContextUnbind = ABI_SCHED_CONTEXT_UNBIND,                \
    SchedContextUnbindObject = ABI_SCHED_CONTEXT_UNBIND_OBJECT,                                              \
    SchedContextConsumed = ABI_SCHED_CONTEXT_CONSUMED, SchedContextYieldTo = ABI_SCHED_CONTEXT_YIELD_TO
