/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a client may ask: the version, what it holds, and what it may hold.
 */
#pragma once

#include <sel4rpc/server.h>

/* Fills in the answer's detail. seL4_InvalidArgument for what is no question; seL4_IllegalOperation for
 * questions about an account from a client that has none. */
seL4_Error sel4rpc_query(const sel4rpc_server_env_t *env, const RpcMessage *request,
                                ReturnMessage *answer) __attribute__((warn_unused_result));
