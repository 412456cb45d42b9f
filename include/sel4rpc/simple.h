/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A simple_t in the child, whose interrupts and I/O ports come from the parent: platform code in the child
 * asks it as it asks a root task's.
 *
 * A parent that has registered the child leases them: what was granted once is not granted again before it is
 * given back, and deleting the capability gives nothing back. A simple_t has no function for that. So what is
 * leased is remembered here, and sel4rpc_simple_free() gives it back: to be called where platform code
 * lets go of something that is to be had again. A child that serves children of its own leaves that to its
 * server, with
 *
 *     sel4rpc_server_on_return(&server, sel4rpc_simple_returned, &simple);
 *
 * It allocates nothing; the records are in memory that the user gives. It is used by one thread at a time.
 * Whatever asks the parent blocks until that answers, and overwrites the IPC buffer as <sel4rpc/client.h>
 * says.
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

/* The record of one lease of the parent's: private, public only for its size. */
typedef struct sel4rpc_simple_record {
    uint64_t cookie; /* the parent's; 0: not in use */
    uint64_t first;
    uint64_t last;
    LeaseKind kind;
    bool is_owed; /* the parent did not take it back yet */
} sel4rpc_simple_record_t;

/* What a simple_t of the child stands on. Its members are private. */
typedef struct sel4rpc_simple {
    sel4rpc_client_t *client;
    sel4rpc_simple_record_t *records;
    size_t count;
} sel4rpc_simple_t;

/*
 * Initialises it, with nothing leased.
 *
 * simple: out. client: of the parent; has to stand as long as it is used. records, count: memory for as many
 *     leases; when all are in use, requests are refused with seL4_NotEnoughMemory. What the parent does not
 *     record, it hands over, and needs no record here.
 *
 * Returns 0, or seL4_InvalidArgument. Blocks on nothing.
 */
int sel4rpc_simple_init(sel4rpc_simple_t *simple, sel4rpc_client_t *client, sel4rpc_simple_record_t *records,
                        size_t count) WARN_UNUSED_RESULT;

/*
 * Makes the simple_t. `simple` has to stand as long as it is used. Of its members are there:
 *
 * On x86: arch_simple.irq, msi, ioapic, IOPort_cap. On Arm and RISC-V: arch_simple.irq, irq_trigger.
 *     Each returns what the parent answered; seL4_FailedLookup where the slot is not empty or its path leads
 *     nowhere; seL4_InvalidCapability where no server answers; seL4_InvalidArgument where its answer makes no
 *     sense, and for another core than the first, which irq_trigger never asks for. What fails changes
 *     nothing.
 * cap_count, untyped_count, userimage_count: 0. A child was given nothing that it could tell of here; who
 *     knows better may set members afterwards, such as init_cap.
 *
 * All others are NULL: calls of them fail, as simple_t says of them.
 */
void sel4rpc_simple_make(sel4rpc_simple_t *simple, simple_t *made);

/*
 * Gives an interrupt or ports back to the parent. Every capability to it is gone afterwards.
 *
 * kind, first, last: as in rpc.proto: LeaseKind_IRQ and the number, LeaseKind_MSI and the vector,
 *     LeaseKind_IOAPIC and SEL4RPC_PIN(), each with first and last the same; LeaseKind_IOPORT and both ports
 *     as they were asked for.
 *
 * Returns 0; seL4_FailedLookup where no such lease is recorded here; or what sel4rpc_release() returned: then
 * it is still owed, and tried again when the same is asked for.
 */
int sel4rpc_simple_free(sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first, uint64_t last);

/* The same for sel4rpc_server_on_return(); `simple` is the sel4rpc_simple_t. What is not recorded is
 * ignored. */
void sel4rpc_simple_returned(void *simple, LeaseKind kind, uint64_t first, uint64_t last);

/* Gives everything back. Returns 0, or what the last call that failed returned; may be repeated. */
int sel4rpc_simple_clean_up(sel4rpc_simple_t *simple);

#ifdef __cplusplus
}
#endif
