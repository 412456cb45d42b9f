/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How a thread is scheduled. A hosted kernel accepts priorities and, with MCS, budgets, and leaves the rest
 * to the host.
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
    bool create_sc; /* with MCS: makes a scheduling context; otherwise sched_context is the caller's own */
    seL4_CPtr sched_ctrl;
    seL4_Time period;
    seL4_Time budget;
    seL4_Word extra_refills;
    seL4_Word badge;
    seL4_CPtr sched_context;
    seL4_Word core;
} sched_params_t;

/* Budget and period in microseconds. Without MCS, a process cannot be made with these. */
static inline sched_params_t sched_params_periodic(sched_params_t params, simple_t *simple, seL4_Word core,
                                                   seL4_Time period_us, seL4_Time budget_us,
                                                   seL4_Word extra_refills, seL4_Word badge)
{
    params.sched_ctrl = simple_get_sched_ctrl(simple, (int)core);
    params.period = period_us;
    params.budget = budget_us;
    params.extra_refills = extra_refills;
    params.badge = badge;
    params.create_sc = true;
    return params;
}

static inline sched_params_t sched_params_round_robin(sched_params_t params, simple_t *simple, seL4_Word core,
                                                      seL4_Time timeslice_us)
{
    return sched_params_periodic(params, simple, core, timeslice_us, timeslice_us, 0, 0);
}
