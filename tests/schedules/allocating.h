/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A scenario's client that allocates with <sel4rpc/vka.h>. Whatever its parent and the kernel answer, the
 * allocator's records stay valid. If they do not, even after tampering, the client exits with
 * ALLOCATOR_BROKEN.
 */
#pragma once

#include "../../examples/common/child.h"

#define ALLOCATOR_BROKEN 99

/* Allocates a frame, from the allocator's first or only chunk. Returns 0 or a vka's error. */
int allocate_frame(sel4rpc_child_t *child);

/* Frees the frame, if any, and with it the chunk. Returns 0, or an seL4_Error if the chunk was not freed. */
int free_frame(void);
