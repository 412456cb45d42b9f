/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits: checking their declaration, and checking a request against them. Nothing here changes anything.
 */
#pragma once

#include "server/resource.h"

/* Checks a declaration by itself and against all registered clients; names the member that is wrong. */
seL4_Error srpc_limits_check(const sel4rpc_clients_t *clients, const sel4rpc_limits_t *limits,
                             const char **wrong) WARN_UNUSED_RESULT;

/*
 * Whether an client may have what is claimed: seL4_IllegalOperation for what it may never have,
 * seL4_NotEnoughMemory for what goes beyond what it may hold at a time.
 */
seL4_Error srpc_limits_permit(const sel4rpc_client_record_t *client,
                              const struct claim *claim) WARN_UNUSED_RESULT;

/* The set of a kind of numbers; NULL where there is no such kind. */
const sel4rpc_set_t *srpc_limits_set(const sel4rpc_limits_t *limits, LeaseKind kind);
