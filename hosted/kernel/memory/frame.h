/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames for the table of types.
 */
#pragma once

#include "kernel/memory/vspace.h"

abi_word frame_derive(const struct slot *slot, struct capability *copy);

/* Unmaps the slot's frame capability if it is mapped. */
void frame_unmap(struct kernel *kernel, struct slot *slot);
void frame_destroy(struct kernel *kernel, struct object *object);

abi_word page_map(struct invocation *invocation);
abi_word page_unmap(struct invocation *invocation);
abi_word page_get_address(struct invocation *invocation);
