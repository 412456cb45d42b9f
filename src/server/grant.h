/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Granting and taking back, of every kind of resource.
 */
#pragma once

#include "server/client.h"
#include "server/lease.h"
#include "server/resource.h"

/* Grants what the request asks for to the badge of the request, and answers; or changes nothing, and leaves
 * the answer to the caller. */
seL4_Error srpc_grant(sel4rpc_server_env_t *env, const RpcMessage *request) WARN_UNUSED_RESULT;

/* Takes a lease back: every copy, the master, the resource, the slot, the charge, the record. Where the
 * kernel will not revoke, the lease stays. */
seL4_Error srpc_lease_release(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease) WARN_UNUSED_RESULT;

/* The lease that a cookie names and the request's badge holds, or NULL. */
sel4rpc_lease_t *srpc_own_lease(const sel4rpc_server_env_t *env, uint64_t cookie);

/* A lease as it is told to clients and server. */
LeaseMessage srpc_lease_message(const sel4rpc_lease_t *lease);
