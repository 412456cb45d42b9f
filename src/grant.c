/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A grant goes through the same steps whatever is granted: describe, permit, record, slot, obtain, charge.
 * All that can refuse comes before all that changes something, but for what the vka and the simple find; then
 * the steps are undone in reverse.
 */
#include "grant.h"

#include "answer.h"
#include "apart.h"
#include "limit.h"

static const struct resource *resource_of_request(const RpcMessage *request)
{
    switch (request->which_msg) {
    case RpcMessage_memory_tag:
        return &sel4rpc_memory_resource;
    case RpcMessage_irq_tag:
        return &sel4rpc_irq_resource;
    default:
        return &sel4rpc_ioport_resource;
    }
}

static const struct resource *resource_of_lease(const struct sel4rpc_lease *lease)
{
    switch (lease->kind) {
    case LeaseKind_MEMORY:
        return &sel4rpc_memory_resource;
    case LeaseKind_IOPORT:
        return &sel4rpc_ioport_resource;
    default:
        return &sel4rpc_irq_resource;
    }
}

static APART void free_slot(vka_t *vka, seL4_CPtr slot)
{
    vka_cspace_free(vka, slot);
}

/* Whether the badge may have it. *account: the client's, index + 1, 0 where none is registered. A stranger
 * was refused before his request came here, but a handler may have registered the first client since. */
static seL4_Error authorise(const sel4rpc_server_env_t *env, const struct claim *claim, uint32_t *account)
{
    *account = sel4rpc_account_of_request(env);
    if (env->accounts.count == 0) {
        return seL4_NoError;
    }
    if (*account == 0) {
        return seL4_IllegalOperation;
    }
    return sel4rpc_limits_permit(&env->accounts.records[*account - 1], claim);
}

/* After what has no lease was answered: the server's copy goes, the client's is the only one. */
static SELDOM void hand_over(sel4rpc_server_env_t *env, const cspacepath_t *path)
{
    env->balance.handed_over++;
    sel4rpc_answer(env, path->capPtr, true);
    /* Nobody comes back to this: what stayed here would never be free again. A refused call has changed
     * nothing, so it can be made once more. NOLINTNEXTLINE(misc-redundant-expression) */
    if (sel4rpc_slot_delete(path) == seL4_NoError || sel4rpc_slot_delete(path) == seL4_NoError) {
        free_slot(env->vka, path->capPtr);
    }
}

seL4_Error sel4rpc_grant(sel4rpc_server_env_t *env, const RpcMessage *request)
{
    const struct resource *resource = resource_of_request(request);
    struct claim claim;
    uint32_t account;
    struct sel4rpc_lease *lease = NULL;
    cspacepath_t path;
    seL4_Error error = resource->describe(env, request, &claim);

    if (error == seL4_NoError) {
        error = authorise(env, &claim, &account);
    }
    if (error != seL4_NoError) {
        return error;
    }
    /* Memory is recorded always; the rest of a client that is not registered is handed over whole. */
    if (account != 0 || claim.kind == LeaseKind_MEMORY) {
        lease = sel4rpc_lease_new(&env->leases);
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
    lease->account = account;
    sel4rpc_account_charge(env, lease);
    env->answer.msg.ret.cookie = sel4rpc_lease_cookie(lease);
    env->answer.msg.ret.paddr = claim.kind == LeaseKind_MEMORY ? claim.first : 0;
    sel4rpc_answer(env, path.capPtr, false);
    return seL4_NoError;

give_slot_back:
    free_slot(env->vka, path.capPtr);
destroy_lease:
    if (lease != NULL) {
        sel4rpc_lease_destroy(&env->leases, lease);
    }
    return error;
}

seL4_Error sel4rpc_take_back(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    const struct resource *resource = resource_of_lease(lease);
    cspacepath_t path;

    vka_cspace_make_path(env->vka, lease->slot, &path);
    seL4_Error error = sel4rpc_slot_revoke(&path);
    if (error == seL4_NoError) {
        error = sel4rpc_slot_delete(&path);
    }
    if (error != seL4_NoError) {
        return error;
    }
    sel4rpc_answer_withdraw(env, lease->slot);
    if (resource->give_back != NULL) {
        resource->give_back(env, lease);
    }
    if (env->returned != NULL && lease->kind != LeaseKind_MEMORY) {
        env->returned(env->returned_data, (LeaseKind)lease->kind, lease->first, lease->last);
    }
    free_slot(env->vka, lease->slot);
    sel4rpc_account_uncharge(env, lease);
    sel4rpc_lease_destroy(&env->leases, lease);
    return seL4_NoError;
}

struct sel4rpc_lease *sel4rpc_own_lease(const sel4rpc_server_env_t *env, uint64_t cookie)
{
    struct sel4rpc_lease *lease = sel4rpc_lease_find(&env->leases, cookie);

    return lease != NULL && lease->badge == env->badge ? lease : NULL;
}

LeaseMessage sel4rpc_lease_message(const struct sel4rpc_lease *lease)
{
    return (LeaseMessage){
        .cookie = sel4rpc_lease_cookie(lease),
        .kind = (LeaseKind)lease->kind,
        .first = lease->first,
        .last = lease->last,
        .type = lease->type,
        .size_bits = lease->size_bits,
    };
}
