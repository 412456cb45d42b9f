/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server on the fakes that parks what its two clients free.
 */
#pragma once

#include "registering.h"

/* Bounds of what is parked. */
#define MOST 4
#define MOST_BYTES 0x10000

/* What happens when a lease ends; see events.h. */
#define IS_PARKED "R"             /* every copy has gone, the master stays */
#define MEMORY_IS_RELEASED "RDFS" /* see test_release.c */
#define IS_RELEASED "RDS"

/* A cmocka set-up; two clients are registered, who may have everything. Tear down with served_tear_down(). */
int parking_set_up(void **state);

RpcMessage untyped(uint64_t size_bits);
RpcMessage untyped_at(uint64_t address);

/* How many leases are parked. */
unsigned parked(const struct served *served);
/* How often the vka was asked for an object, or the simple for anything. */
unsigned asked(const struct served *served);

/* Grants something to A_CLIENT, which frees it; notes the events of that. Returns the slot of the master. */
seL4_CPtr grant_and_free(struct served *served, RpcMessage request);
/* Grants something to ANOTHER_CLIENT. Returns the slot of the master. */
seL4_CPtr grant_to_another(struct served *served, RpcMessage request);
