/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Budgets; see budget.h.
 */
#include "budget.h"

#include "../../../examples/common/parent.h"

#define BUDGET 1000 /* in microseconds: one for each system call */

void budget_limit(const sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *client)
{
    seL4_CPtr control = simple_get_sched_ctrl((simple_t *)&parent->platform.simple, 0);
    const sel4utils_thread_t *thread = &client->process.thread;

    parent_expect(seL4_SchedControl_Configure(control, thread->sched_context.cptr, BUDGET, 2 * BUDGET, 0,
                                              client->badge) == seL4_NoError,
                  "a budget");
    parent_expect(seL4_TCB_SetTimeoutEndpoint(thread->tcb.cptr, parent->endpoint.cptr) == seL4_NoError,
                  "a timeout handler");
}

bool budget_has_ended(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_Timeout;
}
