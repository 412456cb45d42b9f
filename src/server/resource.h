/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Resources: memory, interrupts, I/O ports, capabilities by name. A file for each says how to describe,
 * obtain and free it; grant.c treats them all alike.
 */
#pragma once

#include "arch/object.h"

#include <sel4rpc/server.h>

/* What a lease serves if it is parked when it ends. */
enum parking { NEVER_PARKED, PARKED_BY_SIZE, PARKED_BY_NUMBERS };

/* What a request asks for, checked against the platform. */
struct claim {
    LeaseKind kind;
    uint64_t first;  /* the numbers it covers; for memory anywhere set by obtain: 1 */
    uint64_t last;   /* and 0 if the address is unknown */
    LeaseKind needs; /* what the limits have to allow besides: a pin's vector, an interrupt's core; or NONE */
    uint64_t needed;
    uint64_t how;    /* of an interrupt: all else that was asked for */
    uint8_t parking; /* enum parking */
    /* Of memory: */
    struct object object;
    bool anywhere;
    bool device; /* device memory will do */
};

struct resource {
    /* Describes what a request asks for. Checks it at full width against the platform; has no effect. */
    seL4_Error (*describe)(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim);
    /* Obtains it, in an empty slot. For memory anywhere, sets the claim's first and last. lease: out, what it
     * has to remember of memory; NULL for a hand-over. Has no effect if it fails. */
    seL4_Error (*obtain)(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease);
    /* Frees what is left when the last capability is gone; NULL for nothing. */
    void (*free)(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease);
    /* Finds a capability above the master, whose revocation deletes all of the lease, the master too. path:
     * out. Returns false if there is none to be used: then the master is revoked and deleted. NULL: never. */
    bool (*above)(const sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease, cspacepath_t *path);
};

extern const struct resource srpc_memory_resource;
extern const struct resource srpc_irq_resource;
extern const struct resource srpc_ioport_resource;
extern const struct resource srpc_capability_resource;

/* Turns a number, which a simple, a handler or the kernel returned, into an seL4_Error: seL4_IllegalOperation
 * if it is none. */
seL4_Error srpc_error_from(int number);
