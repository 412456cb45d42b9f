/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untyped memory.
 */
#ifndef HOSTED_KERNEL_UNTYPED_H
#define HOSTED_KERNEL_UNTYPED_H

#include "kernel/capability/invoke.h"

abi_word untyped_retype(struct invocation *invocation);

#endif
