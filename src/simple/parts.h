/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's simple_t: what an architecture's part of it does before and after it asks the parent.
 */
#pragma once

#include <sel4rpc/simple.h>

/* A request on its way. */
struct simple_request {
    sel4rpc_simple_t *simple;
    sel4rpc_simple_record_t *record;
    sel4rpc_slot_t slot;
    uint64_t cookie; /* of the answer */
};

/* Sees to it that the lease can be recorded, and that nothing of it is owed. */
seL4_Error srpc_simple_begin(sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first, uint64_t last,
                             sel4rpc_slot_t slot, struct simple_request *request)
    WARN_UNUSED_RESULT;
/* Records the lease. error: what the typed call returned; as an seL4_Error it is returned. */
seL4_Error srpc_simple_end(struct simple_request *request, int error) WARN_UNUSED_RESULT;

/* An interrupt by its number: all architectures have them. */
seL4_Error srpc_simple_irq(void *data, int irq, seL4_CNode root, seL4_Word index, uint8_t depth);

/* The architecture's part. */
void srpc_arch_simple_make(sel4rpc_simple_t *simple, arch_simple_t *made);
