/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of CNodes, but for those of them that act on threads.
 */
#ifndef HOSTED_KERNEL_CNODE_H
#define HOSTED_KERNEL_CNODE_H

#include "kernel/capability/invoke.h"

abi_word cnode_revoke(struct invocation *invocation);
abi_word cnode_delete(struct invocation *invocation);
abi_word cnode_copy(struct invocation *invocation);
abi_word cnode_mint(struct invocation *invocation);
abi_word cnode_move(struct invocation *invocation);
abi_word cnode_mutate(struct invocation *invocation);

#endif
