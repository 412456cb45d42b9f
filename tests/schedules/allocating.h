/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a client of the scenarios does that allocates with <sel4rpc/vka.h>. Whatever its parent and the kernel
 * answer, the allocator's records stay valid: where they do not, the client exits with ALLOCATOR_BROKEN, also
 * where its messages are tampered with.
 */
#pragma once

#include "../../examples/common/child.h"

#define ALLOCATOR_BROKEN 99

/* Allocates a frame, from the allocator's first or only chunk. Returns as a vka's functions. */
int allocate_frame(sel4rpc_child_t *child);

/* Frees it, and the chunk. Returns 0, or an seL4_Error if the chunk did not go back. Nothing where there is
 * none.
 */
int free_frame(void);
