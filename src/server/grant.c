/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Granting and releasing.
 *
 * A grant takes the same steps whatever is granted: describe, permit, record, slot, obtain, charge. Check
 * everything before changing anything; then only the vka and the simple may still fail, and the steps are
 * undone in reverse.
 */
#include "server/grant.h"

#include "server/answer.h"
#include "server/client.h"
#include "server/lease.h"
#include "server/limit.h"

#include <utils/util.h>
#include <vka/capops.h>

seL4_Error srpc_error_from(int number)
{
    bool known = number >= seL4_NoError && number <= seL4_NotEnoughMemory;

    return known ? (seL4_Error)number : seL4_IllegalOperation;
}

static const struct resource *resource_of(LeaseKind kind)
{
    switch (kind) {
    case LeaseKind_MEMORY:
        return &srpc_memory_resource;
    case LeaseKind_IOPORT:
        return &srpc_ioport_resource;
    default:
        return &srpc_irq_resource;
    }
}

/* Whether the current badge may have what it claims. *client: index + 1, 0 if nobody is registered. */
static seL4_Error authorise(const sel4rpc_server_env_t *env, const struct claim *claim, uint32_t *client)
{
    *client = srpc_client_find(&env->clients, env->badge);
    if (*client != 0) {
        return srpc_limits_permit(&env->clients.records[*client - 1], claim);
    }
    /* Strangers do not come this far, unless a handler has just registered the first client. */
    return env->clients.count == 0 ? seL4_NoError : seL4_IllegalOperation;
}

/* Logs a refusal by the kernel. What is in the slot then stays there, and the slot must not go back to the
 * vka, which might abort on it. */
static seL4_Error checked(const cspacepath_t *path, int error)
{
    if (error != seL4_NoError) {
        ZF_LOGE("the kernel does not empty slot %lu (%d)", (unsigned long)path->capPtr, error);
    }
    return srpc_error_from(error);
}

/* Answers a grant without a lease: the server deletes its copy, the client's is the only one. */
static void hand_over(sel4rpc_server_env_t *env, const cspacepath_t *path)
{
    env->statistics.handed_over++;
    srpc_answer(env, path->capPtr, true);
    if (checked(path, vka_cnode_delete(path)) == seL4_NoError) {
        vka_cspace_free(env->vka, path->capPtr);
    }
}

seL4_Error srpc_grant(sel4rpc_server_env_t *env, const struct resource *resource, const RpcMessage *request)
{
    struct claim claim;
    uint32_t client;
    sel4rpc_lease_t *lease = NULL;
    cspacepath_t path;
    seL4_Error error = resource->describe(env, request, &claim);

    if (error == seL4_NoError) {
        error = authorise(env, &claim, &client);
    }
    if (error != seL4_NoError) {
        return error;
    }
    /* Memory is always recorded; devices only for registered clients. */
    if (client != 0 || claim.kind == LeaseKind_MEMORY) {
        lease = srpc_lease_new(&env->leases);
        if (lease == NULL) {
            return seL4_NotEnoughMemory;
        }
    }
    if (vka_cspace_alloc_path(env->vka, &path) != 0) {
        error = seL4_NotEnoughMemory;
        goto destroy_lease;
    }
    error = resource->obtain(env, request, &claim, &path, lease);
    if (error != seL4_NoError) {
        goto free_slot;
    }
    if (lease == NULL) {
        hand_over(env, &path);
        return seL4_NoError;
    }
    lease->slot = path.capPtr;
    lease->kind = (uint8_t)claim.kind;
    lease->badge = env->badge;
    lease->first = claim.first;
    lease->last = claim.last;
    lease->client = client;
    srpc_client_charge(env, lease);
    env->answer.cookie = srpc_lease_cookie(lease);
    env->answer.paddr = claim.kind == LeaseKind_MEMORY ? claim.first : 0;
    srpc_answer(env, path.capPtr, false);
    return seL4_NoError;

free_slot:
    vka_cspace_free(env->vka, path.capPtr);
destroy_lease:
    if (lease != NULL) {
        srpc_lease_destroy(&env->leases, lease);
    }
    return error;
}

seL4_Error srpc_lease_release(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease)
{
    const struct resource *resource = resource_of(lease->kind);
    cspacepath_t path;

    vka_cspace_make_path(env->vka, lease->slot, &path);
    int error = vka_cnode_revoke(&path);
    if (error == seL4_NoError) {
        error = vka_cnode_delete(&path);
    }
    if (error != seL4_NoError) {
        return checked(&path, error);
    }
    srpc_answer_withdraw(env, lease->slot);
    if (resource->free != NULL) {
        resource->free(env, lease);
    }
    if (env->returned != NULL && lease->kind != LeaseKind_MEMORY) {
        env->returned(env->returned_data, (LeaseKind)lease->kind, lease->first, lease->last);
    }
    vka_cspace_free(env->vka, lease->slot);
    srpc_client_uncharge(env, lease);
    srpc_lease_destroy(&env->leases, lease);
    return seL4_NoError;
}

/* Releases a client's leases by its list: constant time each. */
static seL4_Error release_listed(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease)
{
    seL4_Error first_error = seL4_NoError;

    for (sel4rpc_lease_t *next; lease != NULL; lease = next) {
        next = lease->next;
        seL4_Error error = srpc_lease_release(env, lease);
        first_error = first_error != seL4_NoError ? first_error : error;
    }
    return first_error;
}

/* Releases the leases that a badge got when it was not registered; badge NULL: all leases of everybody. */
static seL4_Error release_unlisted(sel4rpc_server_env_t *env, const seL4_Word *badge)
{
    seL4_Error first_error = seL4_NoError;
    uint32_t position = 0;
    sel4rpc_lease_t *lease;

    while ((lease = srpc_lease_next(&env->leases, &position)) != NULL) {
        if (badge == NULL || (lease->badge == *badge && lease->client == 0)) {
            seL4_Error error = srpc_lease_release(env, lease);
            first_error = first_error != seL4_NoError ? first_error : error;
        }
    }
    return first_error;
}

int sel4rpc_server_release(sel4rpc_server_env_t *env, uint64_t cookie)
{
    sel4rpc_lease_t *lease = srpc_lease_find(&env->leases, cookie);

    return lease != NULL ? (int)srpc_lease_release(env, lease) : seL4_InvalidCapability;
}

int sel4rpc_server_release_client(sel4rpc_server_env_t *env, seL4_Word badge)
{
    const sel4rpc_client_record_t *client = srpc_client_of(&env->clients, badge);
    seL4_Error error = client != NULL ? release_listed(env, client->first_lease) : seL4_NoError;

    if (env->leases.held != env->leases.of_clients) { /* else spare others the walk */
        seL4_Error unlisted_error = release_unlisted(env, &badge);
        error = error != seL4_NoError ? error : unlisted_error;
    }
    return (int)error;
}

void sel4rpc_server_clean_up(sel4rpc_server_env_t *env)
{
    (void)release_unlisted(env, NULL);
    if (env->leases.held == 0) {
        srpc_lease_free_blocks(&env->leases);
    }
}
