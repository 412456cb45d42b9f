/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Granting and taking back.
 *
 * A grant goes through the same steps whatever is granted: describe, permit, record, slot, obtain, charge.
 * Everything is checked before anything changes; only the vka and the simple may still fail then, and the
 * steps are undone in reverse.
 */
#include "server/grant.h"

#include "server/client.h"
#include "server/answer.h"
#include "server/lease.h"
#include "server/limit.h"

#include <utils/util.h>
#include <vka/capops.h>

/* What the kernel answered, told once where it refuses. */
static seL4_Error checked(const cspacepath_t *path, const char *what, int error)
{
    if (error != seL4_NoError) {
        ZF_LOGE("the kernel does not %s slot %lu (%d), what is in it stays", what,
                (unsigned long)path->capPtr, error);
    }
    return srpc_error_from(error);
}

/* Revokes every copy of what is in a slot. */
static seL4_Error revoke_copies(const cspacepath_t *path)
{
    return checked(path, "revoke", vka_cnode_revoke(path));
}

/* Deletes what is in a slot. If the kernel refuses, the slot must not go back to the vka, which might abort
 * on it. */
static seL4_Error delete_master(const cspacepath_t *path)
{
    return checked(path, "delete", vka_cnode_delete(path));
}

seL4_Error srpc_error_from(int number)
{
    bool known = number >= seL4_NoError && number <= seL4_NotEnoughMemory;

    return known ? (seL4_Error)number : seL4_IllegalOperation;
}

static const struct resource *resource_of_request(const RpcMessage *request)
{
    switch (request->which_msg) {
    case RpcMessage_memory_tag:
        return &srpc_memory_resource;
    case RpcMessage_irq_tag:
        return &srpc_irq_resource;
    default:
        return &srpc_ioport_resource;
    }
}

static const struct resource *resource_of_lease(const sel4rpc_lease_t *lease)
{
    switch (lease->kind) {
    case LeaseKind_MEMORY:
        return &srpc_memory_resource;
    case LeaseKind_IOPORT:
        return &srpc_ioport_resource;
    default:
        return &srpc_irq_resource;
    }
}

static void free_slot(vka_t *vka, seL4_CPtr slot)
{
    vka_cspace_free(vka, slot);
}

/* Whether the badge may have it. *client: the client's, index + 1, 0 where none is registered. A stranger
 * was refused before his request came here, but a handler may have registered the first client since. */
static seL4_Error authorise(const sel4rpc_server_env_t *env, const struct claim *claim, uint32_t *client)
{
    *client = srpc_client_of_request(env);
    if (env->clients.count == 0) {
        return seL4_NoError;
    }
    if (*client == 0) {
        return seL4_IllegalOperation;
    }
    return srpc_limits_permit(&env->clients.records[*client - 1], claim);
}

/* After what has no lease was answered: the server's copy goes, the client's is the only one. */
static void hand_over(sel4rpc_server_env_t *env, const cspacepath_t *path)
{
    env->statistics.handed_over++;
    srpc_answer(env, path->capPtr, true);
    if (delete_master(path) == seL4_NoError) {
        free_slot(env->vka, path->capPtr);
    }
}

seL4_Error srpc_grant(sel4rpc_server_env_t *env, const RpcMessage *request)
{
    const struct resource *resource = resource_of_request(request);
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
    /* Memory is recorded always; the rest of a client that is not registered is handed over whole. */
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
        goto give_slot_back;
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
    env->answer.msg.ret.cookie = srpc_lease_cookie(lease);
    env->answer.msg.ret.paddr = claim.kind == LeaseKind_MEMORY ? claim.first : 0;
    srpc_answer(env, path.capPtr, false);
    return seL4_NoError;

give_slot_back:
    free_slot(env->vka, path.capPtr);
destroy_lease:
    if (lease != NULL) {
        srpc_lease_destroy(&env->leases, lease);
    }
    return error;
}

seL4_Error srpc_lease_release(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease)
{
    const struct resource *resource = resource_of_lease(lease);
    cspacepath_t path;

    vka_cspace_make_path(env->vka, lease->slot, &path);
    seL4_Error error = revoke_copies(&path);
    if (error == seL4_NoError) {
        error = delete_master(&path);
    }
    if (error != seL4_NoError) {
        return error;
    }
    srpc_answer_withdraw(env, lease->slot);
    if (resource->free != NULL) {
        resource->free(env, lease);
    }
    if (env->returned != NULL && lease->kind != LeaseKind_MEMORY) {
        env->returned(env->returned_data, (LeaseKind)lease->kind, lease->first, lease->last);
    }
    free_slot(env->vka, lease->slot);
    srpc_client_uncharge(env, lease);
    srpc_lease_destroy(&env->leases, lease);
    return seL4_NoError;
}

sel4rpc_lease_t *srpc_own_lease(const sel4rpc_server_env_t *env, uint64_t cookie)
{
    sel4rpc_lease_t *lease = srpc_lease_find(&env->leases, cookie);

    return lease != NULL && lease->badge == env->badge ? lease : NULL;
}

LeaseMessage srpc_lease_message(const sel4rpc_lease_t *lease)
{
    return (LeaseMessage){
        .cookie = srpc_lease_cookie(lease),
        .kind = (LeaseKind)lease->kind,
        .first = lease->first,
        .last = lease->last,
        .type = lease->type,
        .size_bits = lease->size_bits,
    };
}

int sel4rpc_server_release(sel4rpc_server_env_t *env, uint64_t cookie)
{
    sel4rpc_lease_t *lease = srpc_lease_find(&env->leases, cookie);

    return lease != NULL ? (int)srpc_lease_release(env, lease) : seL4_InvalidCapability;
}

/* The leases of an client, by its list: constant time each. */
static seL4_Error release_leases_of(sel4rpc_server_env_t *env, const sel4rpc_client_record_t *client)
{
    seL4_Error first_error = seL4_NoError;
    uint32_t number = client->first_lease;

    while (number != 0) {
        sel4rpc_lease_t *lease = srpc_lease_at(&env->leases, number);
        number = lease->next;
        seL4_Error error = srpc_lease_release(env, lease);
        first_error = first_error != seL4_NoError ? first_error : error;
    }
    return first_error;
}

/* The leases of a badge that are no client's, or of all badges. */
static seL4_Error release_others(sel4rpc_server_env_t *env, const seL4_Word *badge)
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

void sel4rpc_server_clean_up(sel4rpc_server_env_t *env)
{
    (void)release_others(env, NULL);
    if (env->leases.held == 0) {
        srpc_lease_free_blocks(&env->leases);
    }
}

int sel4rpc_server_release_client(sel4rpc_server_env_t *env, seL4_Word badge)
{
    const sel4rpc_client_record_t *client = srpc_client_of(&env->clients, badge);
    seL4_Error error = client != NULL ? release_leases_of(env, client) : seL4_NoError;

    /* Leases from before the client was registered: only where there are any, so that others do not pay for
     * it. */
    if (env->leases.held != env->leases.of_clients) {
        seL4_Error other_error = release_others(env, &badge);
        error = error != seL4_NoError ? error : other_error;
    }
    return (int)error;
}
