/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A simple_t in the child, whose interrupts and I/O ports come from the parent: platform code in the child
 * uses it as it would a root task's.
 *
 * A parent that has registered the child leases them: nobody else gets the same until the lease is freed, and
 * deleting the capability frees nothing. A simple_t has no function for that; so this one remembers its
 * leases, and refuses what it has leased already with seL4_RevokeFirst. Call sel4rpc_simple_free() where
 * platform code is done with something. A child that serves children of its own leaves that to its server:
 *
 *     sel4rpc_server_on_return(&server, sel4rpc_simple_returned, &simple);
 *
 * It allocates no memory; the records are in yours. Use it from one thread at a time. A call that asks the
 * parent blocks until the answer, and overwrites the IPC buffer as <sel4rpc/client.h> says.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/client.h>
#include <sel4rpc/lease.h>
#include <simple/simple.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utils/attribute.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The record of one lease. Private, except its size. */
typedef struct sel4rpc_simple_record {
    uint64_t cookie; /* the parent's; 0: unused */
    uint64_t first;
    uint64_t last;
    LeaseKind kind;
    bool is_owed; /* the parent refused to free it */
} sel4rpc_simple_record_t;

/* The state behind a simple_t. Private. */
typedef struct sel4rpc_simple {
    sel4rpc_client_t *client;
    sel4rpc_simple_record_t *records;
    size_t count;
} sel4rpc_simple_t;

/*
 * Initialises the state, with nothing leased.
 *
 * simple: out. client: of the parent; must stay valid while simple is used. records: simple's while it is
 * used. count: of records, 1 and more. When all are in use, requests return seL4_NotEnoughMemory. What the
 * parent hands over without a lease needs no record.
 *
 * Returns 0, or seL4_InvalidArgument. Never blocks.
 */
int sel4rpc_simple_init(sel4rpc_simple_t *simple, sel4rpc_client_t *client, sel4rpc_simple_record_t *records,
                        size_t count) WARN_UNUSED_RESULT;

/*
 * Makes the simple_t. simple must stay valid while it is used. It has these members:
 *
 * On x86: arch_simple.irq, msi, ioapic, IOPort_cap. On Arm and RISC-V: arch_simple.irq, irq_trigger.
 *     Each returns the parent's answer; seL4_FailedLookup if the slot is occupied or its path leads nowhere;
 *     seL4_InvalidCapability if no server answers; seL4_InvalidArgument if the answer makes no sense;
 *     seL4_RangeError for a core below 0. A failed call has no effect.
 * cap_count, untyped_count, userimage_count: return 0. If you know better, set members afterwards, such as
 *     init_cap.
 *
 * All others are NULL: calls to them fail as simple_t defines.
 */
void sel4rpc_simple_make(sel4rpc_simple_t *simple, simple_t *made);

/*
 * Frees an interrupt or ports: revokes every capability to it.
 *
 * kind, first, last: as in rpc.proto: LeaseKind_IRQ and the number, LeaseKind_MSI and the vector, or
 * LeaseKind_IOAPIC and SEL4RPC_PIN(), with first equal to last; LeaseKind_IOPORT and both ports as requested.
 *
 * Returns 0; seL4_FailedLookup if there is no such lease; or the error of sel4rpc_release(): the lease is
 * then freed before the same is requested again.
 */
int sel4rpc_simple_free(sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first, uint64_t last);

/* The same for sel4rpc_server_on_return(). simple: a sel4rpc_simple_t. Ignores what was not leased. */
void sel4rpc_simple_returned(void *simple, LeaseKind kind, uint64_t first, uint64_t last);

/* Frees everything. Returns 0, or the error of the last call that failed; you may try again. */
int sel4rpc_simple_clean_up(sel4rpc_simple_t *simple);

#ifdef __cplusplus
}
#endif
