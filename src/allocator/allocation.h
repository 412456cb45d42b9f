/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the calls of the child's allocator share.
 */
#pragma once

#include "allocator/untyped.h"

/* Whether a call may begin: not from within another. It ends with srpc_vka_leave(). */
bool srpc_vka_enter(sel4rpc_vka_t *allocator) WARN_UNUSED_RESULT;
void srpc_vka_leave(sel4rpc_vka_t *allocator);

/* Makes one object, in ordinary memory. */
int srpc_vka_alloc_one(sel4rpc_vka_t *allocator, const cspacepath_t *dest, const struct object *object,
                       seL4_Word *cookie) WARN_UNUSED_RESULT;
/* Gives the memory of an object back. */
void srpc_vka_free_one(sel4rpc_vka_t *allocator, struct untyped untyped);
