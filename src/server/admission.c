/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Clients come and go. A client that is admitted gets a badge of its own: the server mints a master from the
 * unbadged endpoint capability, and hands out copies of the master only. To dismiss the client, it revokes
 * and deletes the master, with every copy, and cancels what still queues with the badge; then it releases the
 * leases, a few at a time. A parent that registers a client mints for itself.
 */
#include <sel4rpc/server.h>

#include "server/client.h"
#include "server/grant.h"
#include "server/lease.h"
#include "server/limit.h"

#include <utils/util.h>
#include <vka/capops.h>

#define LAST_BADGE (seL4_WordBits == 64 ? (seL4_Word)-2 : ((seL4_Word)1 << 28) - 1)

/* ---- Setting up. */

int sel4rpc_server_use_client_memory(sel4rpc_server_env_t *env, sel4rpc_client_record_t *records,
                                     size_t count)
{
    if (records == NULL || count == 0) {
        return seL4_InvalidArgument;
    }
    if (env->clients.count != 0) {
        return seL4_IllegalOperation;
    }
    srpc_clients_use_memory(&env->clients, records, count);
    return 0;
}

int sel4rpc_server_set_notifications(sel4rpc_server_env_t *env, seL4_Word mask)
{
    for (uint32_t i = 0; i < env->clients.capacity; i++) {
        if (env->clients.records[i].in_use && (env->clients.records[i].badge & mask) != 0) {
            return seL4_RevokeFirst;
        }
    }
    env->notifications = mask;
    return 0;
}

int sel4rpc_server_use_badges(sel4rpc_server_env_t *env, seL4_Word first, seL4_Word last)
{
    if (first == 0 || first > last) {
        return seL4_InvalidArgument;
    }
    if (last > LAST_BADGE || first < env->next_badge) {
        return seL4_RangeError;
    }
    env->next_badge = first;
    env->last_badge = last;
    return 0;
}

/* ---- Registering. */

/* Enters a client into the table. */
static int enter(sel4rpc_server_env_t *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                 const char **wrong, sel4rpc_client_record_t **client)
{
    *wrong = "badge";
    if (badge == 0 || (badge & env->notifications) != 0) {
        return seL4_InvalidArgument;
    }
    if (srpc_client_find(&env->clients, badge) != 0) {
        return seL4_DeleteFirst;
    }
    for (const sel4rpc_lease_t *lease = env->strangers.held; lease != NULL; lease = lease->next) {
        if (lease->badge == badge) {
            return seL4_RevokeFirst;
        }
    }
    int error = (int)srpc_limits_check(&env->clients, limits, wrong);
    if (error != 0) {
        return error;
    }
    *client = srpc_client_new(&env->clients, badge, limits);
    return *client != NULL ? 0 : seL4_NotEnoughMemory;
}

int sel4rpc_server_register(sel4rpc_server_env_t *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                            const char **wrong)
{
    const char *ignored;
    sel4rpc_client_record_t *client;
    int error = enter(env, badge, limits, wrong != NULL ? wrong : &ignored, &client);

    if (error != 0) {
        return error;
    }
    env->serves_clients_only = true;
    if (badge >= env->next_badge && badge <= env->last_badge) {
        env->next_badge = badge + 1; /* so that nobody else is ever admitted with it */
    }
    return 0;
}

int sel4rpc_server_unregister(sel4rpc_server_env_t *env, seL4_Word badge)
{
    bool more;

    return sel4rpc_server_dismiss(env, badge, UINT32_MAX, &more);
}

/* ---- Admitting. */

/* The smallest badge from `badge` on that has no bit of the mask; 0 if there is none. */
static seL4_Word next_badge(seL4_Word badge, seL4_Word mask)
{
    seL4_Word wrong = badge & mask;

    if (wrong != 0) {
        unsigned highest = (unsigned)seL4_WordBits - 1 - (unsigned)__builtin_clzl(wrong);
        seL4_Word below = ((seL4_Word)2 << highest) - 1;
        badge = ((badge | below | mask) + 1) & ~mask;
    }
    return badge;
}

/* Mints the master from the endpoint, and copies it for the client. */
static int mint(sel4rpc_server_env_t *env, const cspacepath_t *endpoint, seL4_Word badge,
                cspacepath_t *master, cspacepath_t *copy)
{
    int error = seL4_NotEnoughMemory;

    if (vka_cspace_alloc_path(env->vka, master) != 0) {
        return error;
    }
    if (vka_cspace_alloc_path(env->vka, copy) != 0) {
        goto free_master_slot;
    }
    error = vka_cnode_mint(master, endpoint, seL4_AllRights, badge);
    if (error != seL4_NoError) {
        goto free_copy_slot;
    }
    /* Nothing waits with a new badge: this only finds out whether dismissal will have the right. */
    error = vka_cnode_cancelBadgedSends(master);
    if (error == seL4_NoError) {
        error = vka_cnode_copy(copy, master, seL4_CapRights_new(true, false, false, true));
    }
    if (error == seL4_NoError) {
        return 0;
    }
    (void)vka_cnode_delete(master);

free_copy_slot:
    vka_cspace_free(env->vka, copy->capPtr);
free_master_slot:
    vka_cspace_free(env->vka, master->capPtr);
    return (int)srpc_error_from(error);
}

int sel4rpc_server_admit(sel4rpc_server_env_t *env, const cspacepath_t *endpoint,
                         const sel4rpc_limits_t *limits, seL4_Word *badge, cspacepath_t *copy,
                         const char **wrong)
{
    const char *ignored;
    sel4rpc_client_record_t *client;
    cspacepath_t master;

    wrong = wrong != NULL ? wrong : &ignored;
    *wrong = "badge";
    *badge = next_badge(env->next_badge, env->notifications);
    while (*badge != 0 && srpc_client_find(&env->clients, *badge) != 0) {
        *badge = next_badge(*badge + 1, env->notifications);
    }
    if (*badge == 0 || *badge > env->last_badge) {
        return seL4_RangeError;
    }
    int error = enter(env, *badge, limits, wrong, &client);
    if (error != 0) {
        return error;
    }
    error = mint(env, endpoint, *badge, &master, copy);
    if (error != 0) {
        srpc_client_destroy(&env->clients, client);
        return error;
    }
    client->master = master.capPtr;
    client->copy = copy->capPtr;
    env->next_badge = *badge + 1;
    env->serves_clients_only = true;
    return 0;
}

/* Takes the endpoint away from a client that was admitted: every copy, what queues, and the master. */
static int close(sel4rpc_server_env_t *env, sel4rpc_client_record_t *client)
{
    cspacepath_t master;

    vka_cspace_make_path(env->vka, client->master, &master);
    int error = vka_cnode_revoke(&master);
    if (error == seL4_NoError) {
        error = vka_cnode_cancelBadgedSends(&master);
    }
    if (error == seL4_NoError) {
        error = vka_cnode_delete(&master);
    }
    if (error != seL4_NoError) {
        ZF_LOGE("the kernel does not revoke the endpoint of client %lu (%d)", (unsigned long)client->badge,
                error);
        return (int)srpc_error_from(error);
    }
    vka_cspace_free(env->vka, client->copy);
    vka_cspace_free(env->vka, client->master);
    client->master = 0;
    return 0;
}

int sel4rpc_server_dismiss(sel4rpc_server_env_t *env, seL4_Word badge, uint32_t most, bool *more)
{
    sel4rpc_client_record_t *client = srpc_client_of(&env->clients, badge);

    *more = client != NULL;
    if (client == NULL) {
        return seL4_FailedLookup;
    }
    client->state = CLIENT_IS_DISMISSED;
    int close_error = client->master != 0 ? close(env, client) : 0;
    int error = srpc_ledger_release(env, &client->ledger, NULL, most);

    error = close_error != 0 ? close_error : error;
    if (error == 0 && client->ledger.count == 0 && !srpc_ledger_free(&env->pool, &client->ledger, most)) {
        srpc_client_destroy(&env->clients, client);
        *more = false;
    }
    return error;
}
