/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Granting and releasing.
 *
 * A grant takes the same steps whatever is granted: describe, permit, record, slot, obtain, charge. Check
 * everything before changing anything; then only the vka and the simple may still fail, and the steps are
 * undone in reverse. If they do, what is parked may be in the way: it is released, and they are asked again.
 */
#include "server/grant.h"

#include "server/answer.h"
#include "server/client.h"
#include "server/lease.h"
#include "server/limit.h"
#include "server/parking.h"

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
    case LeaseKind_CAPABILITY:
        return &srpc_capability_resource;
    default:
        return &srpc_irq_resource;
    }
}

/* Whether the current badge may have what it claims. *client: index + 1, 0 if nobody has ever been
 * registered.
 */
static Reason authorise(const sel4rpc_server_env_t *env, const struct claim *claim, uint32_t *client)
{
    *client = srpc_client_find(&env->clients, env->badge);
    if (*client != 0) {
        return srpc_limits_permit(&env->clients.records[*client - 1], claim);
    }
    /* Strangers do not come this far, unless a handler has just registered the first client. */
    return env->serves_clients_only ? Reason_NOT_SERVED : Reason_UNTOLD;
}

static seL4_Error refuse(sel4rpc_server_env_t *env, seL4_Error error, Reason reason)
{
    env->reason = reason;
    return error;
}

/* The physical address to tell with a grant: 0 for none, 1 if it is unknown. */
static uint64_t address_of(const sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease)
{
    if (lease->kind != LeaseKind_MEMORY) {
        return 0;
    }
    bool told =
        lease->client == 0 || lease->first > lease->last ||
        srpc_limits_allow_address(&env->clients.records[lease->client - 1].limits, lease->first, lease->last);

    return told ? lease->first : 0;
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

/* Answers with one more copy of what the client holds, if it asks for exactly that. Returns whether it does.
 */
static bool grant_again(sel4rpc_server_env_t *env, const struct claim *claim, uint32_t client)
{
    bool may_be_held = claim->kind != LeaseKind_MEMORY && claim->kind != LeaseKind_CAPABILITY && client != 0;
    const sel4rpc_lease_t *lease = may_be_held
                                       ? srpc_lease_find_same(srpc_ledger_of(env, client), claim->kind,
                                                              claim->first, claim->last, claim->how)
                                       : NULL;

    if (lease != NULL) {
        env->answer.cookie = srpc_lease_cookie(lease);
        srpc_answer(env, lease->slot, false);
    }
    return lease != NULL;
}

/* Records, charges and answers a grant, of what is parked unless that is NULL. */
static seL4_Error grant(sel4rpc_server_env_t *env, const struct resource *resource, const RpcMessage *request,
                        struct claim *claim, uint32_t client, sel4rpc_lease_t *parked)
{
    sel4rpc_ledger_t *ledger = srpc_ledger_of(env, client);
    sel4rpc_lease_t *lease = NULL;
    cspacepath_t path;
    seL4_Error error;

    /* Memory is always recorded; devices only for registered clients, whom all that is parked is for. */
    if (client != 0 || claim->kind == LeaseKind_MEMORY || parked != NULL) {
        lease = srpc_lease_new(&env->pool, ledger, claim->kind == LeaseKind_MEMORY);
        if (lease == NULL) {
            return refuse(env, seL4_NotEnoughMemory, Reason_NO_RECORD);
        }
    }
    if (parked != NULL) {
        srpc_lease_move(&env->parked, parked, ledger, lease);
        goto answer;
    }
    if (vka_cspace_alloc_path(env->vka, &path) != 0) {
        error = refuse(env, seL4_NotEnoughMemory, Reason_NO_SLOT);
        goto destroy_lease;
    }
    error = resource->obtain(env, request, claim, &path, lease);
    if (error != seL4_NoError) {
        bool is_kernels = error == seL4_InvalidCapability || error == seL4_FailedLookup;
        env->reason = is_kernels ? Reason_REFUSED : Reason_UNTOLD;
        goto free_slot;
    }
    if (lease == NULL) {
        hand_over(env, &path);
        return seL4_NoError;
    }
    lease->slot = path.capPtr;
    lease->kind = (uint8_t)claim->kind;
    lease->first = claim->first;
    lease->last = claim->last;
    lease->parking = claim->parking;
    if (claim->kind != LeaseKind_MEMORY && claim->kind != LeaseKind_CAPABILITY) {
        srpc_lease_set_how(lease, claim->how);
    }
    ledger->memory_bytes += srpc_lease_bytes(lease);

answer:
    lease->badge = env->badge;
    lease->client = client;
    env->statistics.granted++;
    env->answer.cookie = srpc_lease_cookie(lease);
    env->answer.paddr = address_of(env, lease);
    srpc_answer(env, lease->slot, false);
    return seL4_NoError;

free_slot:
    vka_cspace_free(env->vka, path.capPtr);
destroy_lease:
    if (lease != NULL) {
        srpc_lease_destroy(ledger, lease);
    }
    return error;
}

seL4_Error srpc_grant(sel4rpc_server_env_t *env, const struct resource *resource, const RpcMessage *request)
{
    struct claim claim;
    uint32_t client;
    seL4_Error error = resource->describe(env, request, &claim);

    if (error != seL4_NoError) {
        return error;
    }
    Reason reason = authorise(env, &claim, &client);
    if ((reason == Reason_UNTOLD || reason == Reason_LEASES_LIMIT) && grant_again(env, &claim, client)) {
        return seL4_NoError;
    }
    if (reason != Reason_UNTOLD) {
        return refuse(env, srpc_limits_error(reason), reason);
    }
    error = grant(env, resource, request, &claim, client, srpc_parking_find(env, &claim));
    bool may_be_parked = claim.kind == LeaseKind_MEMORY || claim.kind == LeaseKind_IOPORT;
    if ((error == seL4_NotEnoughMemory || (error == seL4_RevokeFirst && may_be_parked)) &&
        env->parked.blocks != 0) {
        (void)sel4rpc_server_flush_parked(env);
        error = grant(env, resource, request, &claim, client, NULL);
    }
    return error;
}

seL4_Error srpc_lease_end(sel4rpc_server_env_t *env, sel4rpc_ledger_t *ledger, sel4rpc_lease_t *lease,
                          sel4rpc_lease_t *parked)
{
    const struct resource *resource = resource_of(lease->kind);
    cspacepath_t path, above;
    bool is_revoked = ledger == &env->parked;
    bool from_above =
        !is_revoked && parked == NULL && resource->above != NULL && resource->above(env, lease, &above);

    vka_cspace_make_path(env->vka, lease->slot, &path);
    int error = is_revoked ? seL4_NoError : vka_cnode_revoke(from_above ? &above : &path);
    if (error == seL4_NoError && !from_above && parked == NULL) {
        error = vka_cnode_delete(&path);
    }
    if (error != seL4_NoError) {
        return refuse(env, checked(&path, error), Reason_REFUSED);
    }
    srpc_answer_withdraw(env, lease->slot);
    if (parked != NULL) {
        srpc_lease_move(ledger, lease, &env->parked, parked);
        return seL4_NoError;
    }
    if (resource->free != NULL) {
        resource->free(env, lease);
    }
    if (env->returned != NULL && lease->kind != LeaseKind_MEMORY) {
        env->returned(env->returned_data, (LeaseKind)lease->kind, lease->first, lease->last);
    }
    vka_cspace_free(env->vka, lease->slot);
    ledger->memory_bytes -= srpc_lease_bytes(lease);
    srpc_lease_destroy(ledger, lease);
    return seL4_NoError;
}

seL4_Error srpc_lease_release(sel4rpc_server_env_t *env, sel4rpc_lease_t *lease)
{
    sel4rpc_lease_t *parked = srpc_parking_new(env, lease);
    seL4_Error error = srpc_lease_end(env, srpc_ledger_of(env, lease->client), lease, parked);

    env->statistics.released += error == seL4_NoError;
    if (parked != NULL && error == seL4_NoError) {
        (void)srpc_parking_shrink(env, env->most_parked, env->most_parked_bytes);
    } else if (parked != NULL) {
        srpc_lease_destroy(&env->parked, parked);
    }
    return error;
}

int srpc_ledger_release(sel4rpc_server_env_t *env, sel4rpc_ledger_t *ledger, const seL4_Word *badge,
                        uint32_t most)
{
    seL4_Error first_error = seL4_NoError;

    for (sel4rpc_lease_t *lease = ledger->held, *next; lease != NULL && most > 0; lease = next) {
        next = lease->next;
        if (badge == NULL || lease->badge == *badge) {
            seL4_Error error = srpc_lease_release(env, lease);
            first_error = first_error != seL4_NoError ? first_error : error;
            most -= error == seL4_NoError; /* one that stays must not keep the others */
        }
    }
    return (int)first_error;
}

int sel4rpc_server_release(sel4rpc_server_env_t *env, seL4_Word badge, uint64_t cookie)
{
    const sel4rpc_ledger_t *ledger = srpc_ledger_of(env, srpc_client_find(&env->clients, badge));
    sel4rpc_lease_t *lease = srpc_lease_find(ledger, cookie);

    return lease != NULL && lease->badge == badge ? (int)srpc_lease_release(env, lease)
                                                  : seL4_InvalidCapability;
}

int sel4rpc_server_release_some(sel4rpc_server_env_t *env, seL4_Word badge, uint32_t most, bool *more)
{
    sel4rpc_client_record_t *client = srpc_client_of(&env->clients, badge);

    *more = false;
    if (client == NULL) {
        return srpc_ledger_release(env, &env->strangers, &badge, UINT32_MAX);
    }
    int error = srpc_ledger_release(env, &client->ledger, NULL, most);
    *more = client->ledger.count != 0 || srpc_ledger_free(&env->pool, &client->ledger, most);
    if (client->state != CLIENT_IS_DISMISSED) {
        client->state = *more && error == 0 ? CLIENT_IS_CLOSED : CLIENT_IS_OPEN;
    }
    return error;
}

int sel4rpc_server_release_client(sel4rpc_server_env_t *env, seL4_Word badge)
{
    bool more;

    return sel4rpc_server_release_some(env, badge, UINT32_MAX, &more);
}

void sel4rpc_server_clean_up(sel4rpc_server_env_t *env)
{
    for (uint32_t client = 0; client <= env->clients.capacity; client++) {
        sel4rpc_ledger_t *ledger = srpc_ledger_of(env, client);
        if (srpc_ledger_release(env, ledger, NULL, UINT32_MAX) == 0) {
            (void)srpc_ledger_free(&env->pool, ledger, UINT32_MAX);
        }
        if (client != 0 && env->clients.records[client - 1].state == CLIENT_IS_CLOSED) {
            env->clients.records[client - 1].state = CLIENT_IS_OPEN;
        }
    }
    (void)sel4rpc_server_flush_parked(env);
}
