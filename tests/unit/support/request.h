/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A request of any kind as one value, and making it by the typed calls.
 */
#pragma once

#include <sel4rpc/client.h>

struct request {
    LeaseKind kind;
    /* MEMORY: the address, or SEL4RPC_ANYWHERE. Otherwise the first number: the pin as SEL4RPC_PIN() has it.
     */
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
    uint64_t paddr; /* of memory */
};

/* Returns as the typed calls do. */
int request_ask(sel4rpc_client_t *client, const struct request *request, sel4rpc_slot_t slot,
                struct grant_result *result);

/* The same request as a message, for who sends it by hand. */
RpcMessage request_message(const struct request *request);

/* One of each kind, all of which can be held at the same time: REQUEST_COUNT of them. */
#define REQUEST_COUNT 13
extern const struct request requests[REQUEST_COUNT];
