/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * CNodes for the table of types. Their methods that act on threads are in thread/.
 */
#pragma once

#include "kernel/capability/invoke.h"

bool cnode_set_guard(struct capability *capability, bool preserve, abi_word data);
struct slot *cnode_slot_at(struct object *object, abi_word index);

abi_word cnode_revoke(struct invocation *invocation);
abi_word cnode_delete(struct invocation *invocation);
abi_word cnode_copy(struct invocation *invocation);
abi_word cnode_mint(struct invocation *invocation);
abi_word cnode_move(struct invocation *invocation);
abi_word cnode_mutate(struct invocation *invocation);
abi_word cnode_rotate(struct invocation *invocation);
