/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits: check a declaration, and check a request against it. Nothing here has an effect.
 */
#pragma once

#include "server/resource.h"

/* Checks a declaration by itself and against those of all clients; names the member that is wrong. */
seL4_Error srpc_limits_check(const sel4rpc_clients_t *clients, const sel4rpc_limits_t *limits,
                             const char **wrong) WARN_UNUSED_RESULT;

/* Checks a claim: seL4_IllegalOperation for what the client may never have, seL4_NotEnoughMemory for what
 * exceeds what it may hold at a time. */
seL4_Error srpc_limits_permit(const sel4rpc_client_record_t *client,
                              const struct claim *claim) WARN_UNUSED_RESULT;

/* The set for a kind of numbers; NULL for an unknown kind. */
const sel4rpc_set_t *srpc_limits_set(const sel4rpc_limits_t *limits, LeaseKind kind);
