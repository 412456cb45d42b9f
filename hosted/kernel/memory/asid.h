/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address space identifiers (ASIDs): a VSpace needs one before anything is mapped in it. Pools hold them;
 * number 0 is never given out.
 */
#pragma once

#include "kernel/memory/vspace.h"

/* Puts a new, empty pool in the kernel's first empty place; there must be one. */
void asid_add_pool(struct kernel *kernel, struct asid_pool *pool);

/* Gives a VSpace the first free identifier of a pool, or returns false. */
bool asid_assign(struct asid_pool *pool, struct capability *vspace);
/* The same from any pool; leaves the VSpace without one if none is free. */
void asid_assign_any(struct kernel *kernel, struct capability *vspace);
/* Takes back the VSpace's identifier, if it has one. */
void asid_forget(struct kernel *kernel, const struct kernel_vspace *vspace);

/* For the table of types. */
abi_word asid_control_make_pool(struct invocation *invocation);
abi_word asid_pool_assign(struct invocation *invocation);
void asid_pool_destroy(struct kernel *kernel, struct object *object);
