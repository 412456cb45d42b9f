/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of resources: memory, interrupts, I/O ports. Each file says how its kind is described, obtained
 * and given back; grant.c does with all of them the same.
 */
#pragma once

#include "arch/object.h"

#include <sel4rpc/server.h>

/* What a request asks for, checked against what the platform has. */
struct claim {
    LeaseKind kind;
    uint64_t first;  /* the numbers that it covers; of memory anywhere, not before it was obtained, and 1 */
    uint64_t last;   /* and 0 where that is not known then */
    uint64_t vector; /* of a pin: what its interrupt comes as */
    /* Of memory. */
    struct object object;
    bool anywhere;
    bool device; /* device memory will do */
};

struct resource {
    /*
     * Describes what a request asks for, but for first and last of memory anywhere. Checks it at full width
     * against what the platform has; changes nothing that anybody could see.
     */
    seL4_Error (*describe)(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim);
    /* Obtains what was described, in an empty slot. Fills in what the lease knows of memory, and the claim's
     * first and last where they are known only now. Where it fails, everything is as it was. */
    seL4_Error (*obtain)(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease);
    /* Gives back what is left when the last capability is gone; NULL for nothing. */
    void (*free)(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease);
};

extern const struct resource srpc_memory_resource;
extern const struct resource srpc_irq_resource;
extern const struct resource srpc_ioport_resource;

/* A number as an seL4_Error: itself where it is one, seL4_IllegalOperation otherwise. What a simple, a
 * handler or the kernel returned may be any number. */
seL4_Error srpc_error_from(int number);
