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

/* Checks where a page is to be mapped, in the architecture's order, and finds the entry for it. One file per
 * architecture. */
abi_word page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry);
abi_word page_map(struct invocation *invocation);
abi_word page_unmap(struct invocation *invocation);
abi_word page_get_address(struct invocation *invocation);

/* The methods of frames that every architecture has. */
#define FRAME_METHODS                                                                                        \
    {ABI_PAGE_MAP, 3, 1, page_map}, {ABI_PAGE_UNMAP, 0, 0, page_unmap},                                      \
    {                                                                                                        \
        ABI_PAGE_GET_ADDRESS, 0, 0, page_get_address                                                         \
    }
