/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients of a server on the fakes, and a request of each kind that grants.
 */
#pragma once

#include "serving.h"
#include "support/unlimited.h"

#define ANOTHER_CLIENT 8 /* a badge */

/* The record of a registered client. */
sel4rpc_client_record_t *record_of(struct served *served, seL4_Word badge);

/* Registers a client, which must succeed. */
void register_client(struct served *served, seL4_Word badge, const sel4rpc_limits_t *limits);
/* Registers A_CLIENT and ANOTHER_CLIENT, who may have everything. */
void register_two(struct served *served);

/* Returns what a client holds; fails the test if the badge is not registered. */
AccountMessage account_of(const struct served *served, seL4_Word badge);
/* Fails the test unless the client holds exactly this. */
void assert_account(const struct served *served, seL4_Word badge, uint64_t leases, uint64_t memory_bytes);

RpcMessage msi(uint64_t vector);
RpcMessage ioapic_pin(uint64_t ioapic, uint64_t pin, uint64_t vector);
RpcMessage release_of(uint64_t cookie);

/* One granting request of each kind, and the expected lease. */
struct grantable {
    const char *name;
    RpcMessage request;
    LeaseKind kind;
    uint64_t memory_bytes;
    uint64_t first; /* 1 and 0: unknown to the test */
    uint64_t last;
};

extern const struct grantable grantables[];
#define GRANTABLE_COUNT 6
