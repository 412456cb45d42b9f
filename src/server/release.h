/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Taking back, as the server itself does: what the rest of the library needs of it.
 */
#pragma once

#include <sel4rpc/server.h>

/* Takes back everything that is granted to anybody. What the kernel will not revoke stays. */
void sel4rpc_release_all(sel4rpc_server_env_t *env);
