/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What can be granted, and how a client asks for it through the library.
 */
#pragma once

#include <sel4rpc/client.h>
#include <stdbool.h>

#define KIND_PAGE_BITS 12

struct kind {
    const char *operation;
    /* Of what is not memory only the cookie is set. */
    int (*grant)(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);
    int (*free)(sel4rpc_client_t *rpc, const sel4rpc_memory_t *granted);
    bool is_memory;
};

extern const struct kind kinds[];
extern const unsigned kind_count;

/* The kind that an operation is about; there has to be one. */
const struct kind *kind_find(const char *operation);
