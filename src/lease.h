/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The records of what a server granted. A grant is a lease: who has it, what it is, and the master
 * capability that takes it back. On the wire a lease is named by its cookie, the record's index and the
 * generation of the grant: a number to be compared, never a pointer.
 */
#pragma once

#include <sel4rpc/server.h>

void sel4rpc_lease_init(struct sel4rpc_leases *leases);
/* The user's memory in place of malloc's; only while nothing is held. */
void sel4rpc_lease_use_memory(struct sel4rpc_leases *leases, struct sel4rpc_lease *records, size_t count);

/*
 * Takes a record; its members are the caller's to set, slot first of all. Returns NULL where no record can be
 * had. Constant time, but for the growth by one block.
 */
struct sel4rpc_lease *sel4rpc_lease_new(struct sel4rpc_leases *leases, uint64_t *cookie)
    __attribute__((warn_unused_result));

/* The lease that a cookie names and this client holds, or NULL. Constant time. */
struct sel4rpc_lease *sel4rpc_lease_find(struct sel4rpc_leases *leases, uint64_t cookie, seL4_Word badge);

/* Gives a record back; its cookie names nothing any more. Blocks go back to malloc with the last one. */
void sel4rpc_lease_destroy(struct sel4rpc_leases *leases, struct sel4rpc_lease *lease);

/* The first lease at or after record *index, whose index + 1 goes to *index; NULL: no more. */
struct sel4rpc_lease *sel4rpc_lease_next(struct sel4rpc_leases *leases, uint32_t *index);
