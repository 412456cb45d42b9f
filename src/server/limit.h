/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits: check a declaration, and check a request against it. Nothing here has an effect.
 */
#pragma once

#include "server/client.h"
#include "server/resource.h"

/* Checks a declaration by itself and against those of all clients; names the member that is wrong. */
seL4_Error srpc_limits_check(const sel4rpc_clients_t *clients, const sel4rpc_limits_t *limits,
                             const char **wrong) WARN_UNUSED_RESULT;
/* Whether any of the sets is exclusive. */
bool srpc_limits_are_exclusive(const sel4rpc_limits_t *limits);

/* Checks a claim: Reason_UNTOLD if the client may have it. */
Reason srpc_limits_permit(const sel4rpc_client_record_t *client,
                          const struct claim *claim) WARN_UNUSED_RESULT;

/* The error that comes with such a reason: seL4_IllegalOperation for what the client may never have,
 * seL4_NotEnoughMemory for what exceeds what it may hold at a time. */
static inline seL4_Error srpc_limits_error(Reason reason)
{
    return reason == Reason_NOT_PERMITTED || reason == Reason_NOT_SERVED ? seL4_IllegalOperation
                                                                         : seL4_NotEnoughMemory;
}

/* What a client is offered by this name, or NULL. */
sel4rpc_offer_t *srpc_limits_offer(const sel4rpc_limits_t *limits, uint64_t name);
/* Whether a client may know that its memory is at these addresses. */
bool srpc_limits_allow_address(const sel4rpc_limits_t *limits, uint64_t first, uint64_t last);

/* The set for a kind of numbers; NULL for an unknown kind. */
const sel4rpc_set_t *srpc_limits_set(const sel4rpc_limits_t *limits, LeaseKind kind);

/* The largest memory object. */
static inline uint64_t srpc_limits_object_bytes(const sel4rpc_limits_t *limits)
{
    return limits->object_bytes != 0 ? limits->object_bytes : UINT64_MAX;
}
