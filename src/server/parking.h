/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parking: what the server keeps when a lease ends.
 */
#pragma once

#include "server/resource.h"

/* Takes a record to park a lease with when it ends. NULL: it is not to be parked, or there is no record. */
sel4rpc_lease_t *srpc_parking_new(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease);

/* Releases what exceeds these bounds, the oldest first. Passes over what the kernel refuses to delete, and
 * returns its first error. */
int srpc_parking_shrink(sel4rpc_server_env_t *env, uint32_t most, uint64_t most_bytes);

/* Finds what is parked and serves a claim, or NULL. Releases what only overlaps the claim. Takes time for all
 * that is parked, unless the claim is for memory anywhere that is never parked. */
sel4rpc_lease_t *srpc_parking_find(sel4rpc_server_env_t *env, const struct claim *claim);
