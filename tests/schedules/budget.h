/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The budgets of the scenarios' clients, with which the schedule may end their time at each system call.
 */
#pragma once

#include <sel4rpc/parent.h>

/* Gives a client less time than its period has, and makes the parent its timeout handler. */
void budget_limit(const sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *client);
/* Tells whether a message is the fault of a client whose budget has ended: an empty answer lets it go on. */
bool budget_has_ended(seL4_MessageInfo_t info);
