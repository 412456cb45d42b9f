/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's simple_t: what its architecture's part needs. Such a function takes a record, gives the
 * record's cookie to a typed call, and translates the call's error.
 */
#pragma once

#include <sel4rpc/simple.h>

/* Takes a record for a lease, and frees one of the same numbers at the parent first if that is owed. NULL: no
 * record is left. */
sel4rpc_simple_record_t *srpc_simple_record(sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first,
                                            uint64_t last) WARN_UNUSED_RESULT;
/* Keeps what a call for this record brought into the slot, unless the lease has another record: deletes it
 * then. Returns the call's error as an seL4_Error, or seL4_RevokeFirst. */
seL4_Error srpc_simple_granted(sel4rpc_simple_t *simple, sel4rpc_simple_record_t *record, sel4rpc_slot_t slot,
                               int error) WARN_UNUSED_RESULT;
/* Turns the error of a typed call into an seL4_Error. */
seL4_Error srpc_simple_error(int error) WARN_UNUSED_RESULT;

/* An interrupt by number: all architectures have them. */
seL4_Error srpc_simple_irq(void *data, int irq, seL4_CNode root, seL4_Word index, uint8_t depth);

/* The architecture's part. */
void srpc_arch_simple_make(sel4rpc_simple_t *simple, arch_simple_t *made);
