/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A request of any kind as one value, and the typed calls that make it.
 */
#pragma once

#include <sel4rpc/client.h>

struct request {
    LeaseKind kind;
    /* MEMORY: the address, or SEL4RPC_ANYWHERE. Otherwise the first number; for a pin as in SEL4RPC_PIN(). */
    uint64_t first;
    uint64_t last;    /* IOPORT */
    seL4_Word vector; /* IOAPIC */
    /* MEMORY */
    seL4_Word type;
    seL4_Word size_bits;
    bool device;
};

struct grant_result {
    uint64_t cookie;
    uint64_t paddr; /* memory's physical address */
};

/* Returns what the typed call returns. */
int request_ask(sel4rpc_client_t *client, const struct request *request, sel4rpc_slot_t slot,
                struct grant_result *result);

/* Returns the request as a message, to send by hand. */
RpcMessage request_message(const struct request *request);

/* One request of each kind, which a client can hold all at once: REQUEST_COUNT of them. */
#define REQUEST_COUNT 13
extern const struct request requests[REQUEST_COUNT];
