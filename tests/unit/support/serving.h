/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server on the fakes, and the path of one request through it.
 */
#pragma once

#include "fake_simple.h"
#include "fake_vka.h"

#include <sel4rpc/server.h>

#define A_CLIENT 7 /* a badge */

struct served {
    struct fake_vka memory;
    struct fake_simple devices;
    sel4rpc_server_env_t env;
};

struct answer {
    uint32_t error;
    uint64_t cookie;
    unsigned caps;
    seL4_CPtr cap;         /* the first capability */
    ReturnMessage message; /* the whole answer */
};

/* What a refused request must leave unchanged. */
struct holdings {
    unsigned slots;
    unsigned objects;
    unsigned full_slots;
    uint32_t records;
    uint32_t granted;
    uint32_t freed;
    uint32_t handed_over;
};

/* Makes a kernel, a vka, a simple and a server on them, all new. A cmocka set-up; *state is the server's. */
int served_set_up(void **state);
/*
 * Fails the test unless the server's books are consistent and agree with the vka. Then revokes everything,
 * unregisters all clients, and fails the test if anything is left. A cmocka tear-down.
 */
int served_tear_down(void **state);

/* Puts a message into the message registers as a client would; returns its info. */
seL4_MessageInfo_t put_request(const RpcMessage *request);
/* Puts bytes there, after the magic number. */
seL4_MessageInfo_t put_bytes(const uint8_t *bytes, size_t count);

/* Serves what is in the message registers; it must be taken as a request and answered exactly once. */
struct answer serve_registers(struct served *served, seL4_Word badge, seL4_MessageInfo_t info);
struct answer serve(struct served *served, seL4_Word badge, const RpcMessage *request);
/* Serves a request of A_CLIENT that must be granted. */
struct answer serve_granted(struct served *served, const RpcMessage *request);
/*
 * Serves a request of A_CLIENT that must be refused with this error: no capability, no cookie, no change, and
 * no call of the vka or the simple.
 */
void assert_refused(struct served *served, const RpcMessage *request, seL4_Error error);

struct holdings holdings_of(const struct served *served);
void assert_holdings_equal(struct holdings a, struct holdings b);

RpcMessage allocate_at(uint64_t address, uint64_t type, uint64_t size_bits);
RpcMessage allocate_anywhere(uint64_t type, uint64_t size_bits);
RpcMessage free_of(uint64_t cookie, uint64_t type, uint64_t size_bits);
RpcMessage simple_irq(uint64_t irq);
RpcMessage ioports(uint32_t first, uint32_t last);

/* Makes the server add a block of lease records for A_CLIENT if none is unused: the next grant needs no step
 * for it. */
void add_record_block(struct served *served);
