/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How a thread is scheduled, and what it is made with. Each function returns the configuration with one thing
 * changed.
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

static inline sched_params_t sched_params_core(sched_params_t params, seL4_Word core)
{
    params.core = core;
    return params;
}

typedef struct sel4utils_thread_config {
    seL4_CPtr fault_endpoint; /* in the thread's CSpace; with MCS, in the caller's */
    seL4_CNode cspace;
    seL4_Word cspace_root_data;
    bool custom_stack_size;
    seL4_Word stack_size; /* in pages */
    bool no_ipc_buffer;
    sched_params_t sched_params;
    bool create_reply; /* with MCS: makes a reply object; otherwise `reply` is the caller's own */
    seL4_CPtr reply;
} sel4utils_thread_config_t;

static inline sel4utils_thread_config_t thread_config_create_reply(sel4utils_thread_config_t config)
{
    config.create_reply = true;
    return config;
}

static inline sel4utils_thread_config_t thread_config_reply(sel4utils_thread_config_t config, seL4_CPtr reply)
{
    config.create_reply = false;
    config.reply = reply;
    return config;
}

static inline sel4utils_thread_config_t thread_config_sched_context(sel4utils_thread_config_t config,
                                                                    seL4_CPtr sched_context)
{
    config.sched_params.create_sc = false;
    config.sched_params.sched_context = sched_context;
    return config;
}

static inline sel4utils_thread_config_t
thread_config_cspace(sel4utils_thread_config_t config, seL4_CPtr cspace_root, seL4_Word cspace_root_data)
{
    config.cspace = cspace_root;
    config.cspace_root_data = cspace_root_data;
    return config;
}

static inline sel4utils_thread_config_t thread_config_auth(sel4utils_thread_config_t config, seL4_CPtr tcb)
{
    config.sched_params.auth = tcb;
    return config;
}

static inline sel4utils_thread_config_t thread_config_new(simple_t *simple)
{
    sel4utils_thread_config_t config = {0};
    seL4_Word bits = (seL4_Word)simple_get_cnode_size_bits(simple);
    seL4_Word guard = api_make_guard_skip_word(seL4_WordBits - bits);

    config = thread_config_auth(config, simple_get_tcb(simple));
    return thread_config_cspace(config, simple_get_cnode(simple), guard);
}

static inline sel4utils_thread_config_t thread_config_priority(sel4utils_thread_config_t config,
                                                               uint8_t priority)
{
    config.sched_params.priority = priority;
    return config;
}

static inline sel4utils_thread_config_t thread_config_mcp(sel4utils_thread_config_t config, uint8_t mcp)
{
    config.sched_params.mcp = mcp;
    return config;
}

static inline sel4utils_thread_config_t thread_config_stack_size(sel4utils_thread_config_t config,
                                                                 seL4_Word size)
{
    config.stack_size = size;
    config.custom_stack_size = true;
    return config;
}

static inline sel4utils_thread_config_t thread_config_no_ipc_buffer(sel4utils_thread_config_t config)
{
    config.no_ipc_buffer = true;
    return config;
}

static inline sel4utils_thread_config_t thread_config_fault_endpoint(sel4utils_thread_config_t config,
                                                                     seL4_CPtr fault_ep)
{
    config.fault_endpoint = fault_ep;
    return config;
}

static inline sel4utils_thread_config_t
thread_config_default(simple_t *simple, seL4_CPtr cnode, seL4_Word data, seL4_CPtr fault_ep, uint8_t prio)
{
    sel4utils_thread_config_t config = thread_config_new(simple);

    config = thread_config_cspace(config, cnode, data);
    config = thread_config_fault_endpoint(config, fault_ep);
    config = thread_config_priority(config, prio);
    if (config_set(CONFIG_KERNEL_MCS)) {
        config.sched_params = sched_params_round_robin(config.sched_params, simple, 0,
                                                       CONFIG_BOOT_THREAD_TIME_SLICE * US_IN_MS);
    }
    return thread_config_create_reply(config);
}
