/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A passive server: the root task takes its scheduling context away once it waits. From then on it runs only
 * on that of the client that calls it, also while it calls the root task in turn.
 */
#include "../../support/is_valid.h"
#include "../../support/unlimited.h"
#include "../../../examples/common/parent.h"
#include "passive.h"

#include <vka/capops.h>
#include <stdlib.h>

struct system {
    sel4rpc_parent_t parent;
    vka_object_t service; /* the passive server's endpoint */
    cspacepath_t badged;  /* to it, for the client */
    sel4rpc_parent_child_t server;
    sel4rpc_parent_child_t client;
};

/* The client is ready once the server has answered it, and waits again. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *env, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct system *system = data;

    (void)env;
    (void)answer;
    bool is_clients =
        badge == system->client.badge && seL4_MessageInfo_get_label(info) == seL4_Fault_NullFault;
    if (is_clients && seL4_GetMR(0) == SEL4RPC_CHILD_IS_READY) {
        parent_expect(seL4_SchedContext_Unbind(system->server.process.thread.sched_context.cptr) == 0,
                      "to make the server passive");
        return SEL4RPC_NEXT;
    }
    parent_expect(is_clients && seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE && seL4_GetMR(1) == 0,
                  "a client that is done");
    return SEL4RPC_STOP;
}

static bool prepare(struct system *system)
{
    vka_t *vka = &system->parent.platform.vka;
    cspacepath_t service;

    if (vka_alloc_endpoint(vka, &system->service) != 0 || vka_cspace_alloc_path(vka, &system->badged) != 0) {
        return false;
    }
    vka_cspace_make_path(vka, system->service.cptr, &service);
    return vka_cnode_mint(&system->badged, &service, seL4_AllRights, PASSIVE_BADGE) == seL4_NoError;
}

static void run(struct system *system)
{
    sel4rpc_parent_t *parent = &system->parent;

    parent->child_cnode_bits = PASSIVE_CNODE_BITS;
    if (!prepare(system) ||
        sel4rpc_parent_start_with(parent, &system->server, "end-to-end-passive-server", "server", &unlimited,
                                  system->service.cptr) != 0 ||
        sel4rpc_parent_start_with(parent, &system->client, "end-to-end-passive-client", "client", &unlimited,
                                  system->badged.capPtr) != 0) {
        parent_failures++;
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, system);
    parent_expect(server_is_valid(&parent->server, true), "valid books");
    parent_expect(sel4rpc_parent_end(parent, &system->client) == 0, "to end the client");
    parent_expect(sel4rpc_parent_end(parent, &system->server) == 0, "to end the server");
    (void)vka_cnode_delete(&system->badged);
    vka_cspace_free_path(&parent->platform.vka, system->badged);
    vka_free_object(&parent->platform.vka, &system->service);
}

int main(void)
{
    static struct system system;

    if (sel4rpc_parent_init(&system.parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    run(&system);
    return parent_finish(&system.parent);
}
