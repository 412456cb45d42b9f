/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities by name: what a parent offers a client in its limits. A badged one is minted for each grant;
 * any other is lent to one client at a time, as only revoking the parent's own takes it back.
 */
#include "server/client.h"
#include "server/limit.h"
#include "server/resource.h"

#include <vka/capops.h>

static seL4_Error describe(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim)
{
    uint64_t name = request->msg.capability.name;

    *claim = (struct claim){.kind = LeaseKind_CAPABILITY, .first = name, .last = name};
    return srpc_client_of(&env->clients, env->badge) != NULL ? seL4_NoError : seL4_IllegalOperation;
}

static seL4_Error obtain(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease)
{
    (void)request;
    sel4rpc_offer_t *offer =
        srpc_limits_offer(&srpc_client_of(&env->clients, env->badge)->limits, claim->first);

    if (offer->is_lent) {
        return seL4_RevokeFirst;
    }
    int error = offer->badge != 0 ? vka_cnode_mint(path, &offer->master, offer->rights, offer->badge)
                                  : vka_cnode_copy(path, &offer->master, offer->rights);
    if (error == seL4_NoError) {
        offer->is_lent = offer->badge == 0;
        lease->vka_cookie = (seL4_Word)(uintptr_t)offer;
    }
    return srpc_error_from(error);
}

static sel4rpc_offer_t *offer_of(const sel4rpc_lease_t *lease)
{
    return (sel4rpc_offer_t *)(uintptr_t)lease->vka_cookie;
}

static void free_capability(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease)
{
    (void)env;
    offer_of(lease)->is_lent = false;
}

static bool above(const sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease, cspacepath_t *path)
{
    (void)env;
    *path = offer_of(lease)->master;
    return offer_of(lease)->badge == 0;
}

const struct resource srpc_capability_resource = {describe, obtain, free_capability, above};
