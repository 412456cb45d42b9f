/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Granting and releasing, whatever the resource.
 */
#pragma once

#include "server/resource.h"

/* Grants what the request asks for to the current badge, and answers; or changes nothing and leaves the
 * answer to the caller. */
seL4_Error srpc_grant(sel4rpc_server_env_t *env, const struct resource *resource,
                      const RpcMessage *request) WARN_UNUSED_RESULT;

/* Releases at most so many leases of a ledger, only those of a badge unless that is NULL. Returns the first
 * error; the leases that failed stay, and do not count. */
int srpc_ledger_release(sel4rpc_server_env_t *env, sel4rpc_ledger_t *ledger, const seL4_Word *badge,
                        uint32_t most) WARN_UNUSED_RESULT;

/* Ends a lease of a ledger: every copy, the master, the resource, the slot, the charge, the record. With a
 * record to park it, only the copies. If the kernel refuses, the lease stays. */
seL4_Error srpc_lease_end(sel4rpc_server_env_t *env, sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease,
                          sel4rpc_lease_t *parked);

/* Ends a client's lease, or parks it. If the kernel refuses to revoke, the lease stays. */
seL4_Error srpc_lease_release(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease) WARN_UNUSED_RESULT;
