/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How a thread is scheduled. A hosted kernel accepts priorities, and leaves the rest to the host.
 */
#pragma once

#include <stdbool.h>

#include <sel4/sel4.h>
#include <sel4utils/api.h>
#include <simple/simple.h>

typedef struct sched_params {
    uint8_t priority;
    uint8_t mcp;
    seL4_CPtr auth; /* the TCB whose authority sets the priorities; without it they stay 0 */
    bool create_sc;
    seL4_CPtr sched_ctrl;
    seL4_Time period;
    seL4_Time budget;
    seL4_Word extra_refills;
    seL4_Word badge;
    seL4_CPtr sched_context;
    seL4_Word core;
} sched_params_t;
