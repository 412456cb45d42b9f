/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Without MCS there are no budgets.
 */
#include "budget.h"

void budget_limit(const sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *client)
{
    (void)parent;
    (void)client;
}

bool budget_has_ended(seL4_MessageInfo_t info)
{
    (void)info;
    return false;
}
