/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Calls that only a parent makes; see told.h.
 */
#include "told.h"

#include "family.h"
#include "mark.h"
#include "unlimited.h"

#include <sel4rpc/server.h>
#include <stdio.h>
#include <stdlib.h>
#include <vka/capops.h>

#define FIRST_BADGE 1000 /* above all others */

static void expect(const char *what, int error)
{
    if (error != 0) {
        printf("%s: error %d\n", what, error);
        exit(EXIT_FAILURE);
    }
}

static void receive(sel4rpc_server_env_t *server, const struct family *family)
{
    cspacepath_t path;

    (void)family;
    expect("a receive slot", vka_cspace_alloc_path(server->vka, &path));
    seL4_SetCapReceivePath(path.root, path.capPtr, path.capDepth);
}

static void release(sel4rpc_server_env_t *server, const struct family *family)
{
    bool more;

    (void)family;
    mark();
    int error = sel4rpc_server_release_some(server, FAMILY_BADGE, TOLD_MOST, &more);
    mark();
    expect("the release that is counted", error);
}

/* Admits the client first. It holds no lease. */
static void dismiss(sel4rpc_server_env_t *server, const struct family *family)
{
    cspacepath_t endpoint, first, copy;
    seL4_Word badge;
    bool more;

    vka_cspace_make_path(server->vka, family->endpoint.cptr, &endpoint);
    expect("badges", sel4rpc_server_use_badges(server, FIRST_BADGE, 2 * FIRST_BADGE));
    expect("a client", sel4rpc_server_admit(server, &endpoint, &unlimited, &badge, &first, NULL));
    for (int i = 1; i < TOLD_COPIES; i++) {
        expect("a slot", vka_cspace_alloc_path(server->vka, &copy));
        expect("a copy", vka_cnode_copy(&copy, &first, seL4_AllRights));
    }
    mark();
    int error = sel4rpc_server_dismiss(server, badge, 1, &more);
    mark();
    expect("the dismissal that is counted", error);
}

/* The others have each one range of the same kind. */
static void register_one(sel4rpc_server_env_t *server, const struct family *family)
{
    static const sel4rpc_range_t ports = {0x60, 0x60}, interrupt = {9, 9};
    static const sel4rpc_limits_t shared = {.leases = 1, .ports = {.ranges = &ports, .count = 1}};
    static const sel4rpc_limits_t exclusive = {.leases = 1,
                                               .irqs = {.ranges = &interrupt, .count = 1, .exclusive = true}};

    (void)family;
    for (seL4_Word i = 0; i < TOLD_CLIENTS; i++) {
        expect("a client", sel4rpc_server_register(server, FIRST_BADGE + i, &shared, NULL));
    }
    mark();
    int error = sel4rpc_server_register(server, FIRST_BADGE + TOLD_CLIENTS, &exclusive, NULL);
    mark();
    expect("the client that is counted", error);
}

void told_do(sel4rpc_server_env_t *server, const struct family *family, enum told what)
{
    static void (*const calls[])(sel4rpc_server_env_t *,
                                 const struct family *) = {[TOLD_RECEIVE] = receive,
                                                           [TOLD_RELEASE] = release,
                                                           [TOLD_DISMISS] = dismiss,
                                                           [TOLD_REGISTER] = register_one};

    calls[what](server, family);
}
