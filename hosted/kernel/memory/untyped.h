/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untyped memory.
 */
#pragma once

#include "kernel/capability/invoke.h"

abi_word untyped_derive(const struct slot *slot, struct capability *copy);
bool untyped_is_original(struct capability *source, const struct capability *copy);
void untyped_enter(struct kernel *kernel, struct slot *slot);
void untyped_leave(struct kernel *kernel, struct slot *slot);

abi_word untyped_retype(struct invocation *invocation);
