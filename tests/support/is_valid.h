/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the library's own records are consistent. They are, after every call of the library.
 */
#pragma once

#include <sel4rpc/server.h>
#include <sel4rpc/vka.h>

/* Checks the sums of a server, in constant time; with `all`, also each record, each list and each charge. */
bool server_is_valid(const sel4rpc_server_env_t *env, bool all);

/* How many leases of a kind are parked. */
unsigned server_parked(const sel4rpc_server_env_t *env, LeaseKind kind);

/* Checks the records of a child's allocator, in time proportional to their number. */
bool vka_is_valid(const sel4rpc_vka_t *allocator);
