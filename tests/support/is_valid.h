/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whether the library's own records are consistent. No call of the library makes one of these false.
 */
#pragma once

#include <sel4rpc/server.h>
#include <sel4rpc/vka.h>

/* The sums of a server, in constant time; with `all`, also each record, each list and each charge. */
bool server_is_valid(const sel4rpc_server_env_t *env, bool all);

/* The records of a child's allocator, in time proportional to them. */
bool vka_is_valid(const sel4rpc_vka_t *allocator);
