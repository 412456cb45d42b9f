/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of resources: how each is obtained and given back. Each function checks its whole request before
 * its first call of the vka, the simple or the kernel, and where it fails, everything is as it was.
 */
#pragma once

#include <sel4rpc/server.h>

/* Obtains and records an object. *slot has its master capability, which stays the server's. */
seL4_Error sel4rpc_memory_allocate(sel4rpc_server_env_t *env, const MemoryAllocMessage *request,
                                   seL4_CPtr *slot, uint64_t *cookie) __attribute__((warn_unused_result));
seL4_Error sel4rpc_memory_free(sel4rpc_server_env_t *env, const MemoryAllocMessage *request)
    __attribute__((warn_unused_result));
void sel4rpc_memory_free_all(sel4rpc_server_env_t *env);

/* A kind of resource that the simple has: how a request is checked, and how its capability is obtained. */
struct device_resource {
    /* Checks the request at full width; calls nothing. */
    seL4_Error (*check)(const RpcMessage *request, const simple_t *simple);
    /* Obtains what check() passed. Returns what the simple returned. */
    int (*obtain)(const RpcMessage *request, simple_t *simple, cspacepath_t path);
};

extern const struct device_resource sel4rpc_irq_resource;
extern const struct device_resource sel4rpc_ioport_resource;

/* Obtains a capability in a new slot of the server's. After it was handed over, sel4rpc_slot_release() drops
 * it. */
seL4_Error sel4rpc_device_obtain(sel4rpc_server_env_t *env, const struct device_resource *resource,
                                 const RpcMessage *request, seL4_CPtr *slot)
    __attribute__((warn_unused_result));

/* An empty slot. */
seL4_Error sel4rpc_slot_take(vka_t *vka, cspacepath_t *path) __attribute__((warn_unused_result));
/* Deletes what is in the slot and frees it. A slot that the kernel will not empty is not given back to the
 * vka, which might abort on it. */
void sel4rpc_slot_release(vka_t *vka, seL4_CPtr slot);

/* A number as an seL4_Error: itself where it is one, seL4_IllegalOperation otherwise. What a simple, a
 * handler or the kernel returned may be any number. */
seL4_Error sel4rpc_error_from(int number);
