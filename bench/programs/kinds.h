/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of grants, and how a client asks for each through the library.
 */
#pragma once

#include <sel4rpc/client.h>
#include <stdbool.h>

#define KIND_PAGE_BITS 12

struct kind {
    const char *operation;
    /* Sets only the cookie, unless the kind is memory. */
    int (*grant)(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);
    int (*free)(sel4rpc_client_t *rpc, const sel4rpc_memory_t *granted);
    bool is_memory;
};

extern const struct kind kinds[];
extern const unsigned kind_count;

/* Finds the kind of an operation; it must exist. */
const struct kind *kind_find(const char *operation);

/* Grants and frees one of a kind, `times` times. Ends the program if that fails. */
void kind_grant_and_free(const struct kind *kind, sel4rpc_client_t *rpc, sel4rpc_slot_t slot,
                         seL4_Word times);
