/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server that ends between a call and its answer. The server is the peer, its client the second one.
 */
#include "directed/directed.h"
#include "ipc/ipc.h"

static void suspend(const char *key)
{
    try(key, scene.tcb, TCBSuspend, NOTHING, NOTHING);
}

static void end(const char *key)
{
    revoke(scene.tcb);
    tell(key, WORDS((seL4_Word)delete_slot(scene.tcb)));
}

static void resume(const char *key)
{
    try(key, scene.tcb, TCBResume, NOTHING, NOTHING);
}

static const struct {
    const char *name;
    void (*act)(const char *key);
} acts[] = {{"suspend", suspend}, {"end", end}, {"resume", resume}};
#define ACTS (sizeof(acts) / sizeof(*acts))

/* The client's call is lost, or not: it waits on, until it is resumed and calls again. */
static void end_server(seL4_Word round)
{
    seL4_Word badge;

    receive(scene.control, &badge); /* the server has received */
    acts[round].act(NAMED("peer.server.act", acts[round].name));
    receive_if_any(NAMED("peer.server.call", acts[round].name), scene.endpoint);
    swap_peers();
    resume(NAMED("peer.server.client-resume", acts[round].name));
    receive_and_answer(NAMED("peer.server.call-again", acts[round].name));
    await_ask(); /* the client's end */
}

static void serve(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = receive(P_EP, &badge);

    tell_message(NAMED("peer.server.got", acts[round].name), info, badge);
    peer_ask(); /* for ever */
}

static void call(seL4_Word round)
{
    seL4_MessageInfo_t info = seL4_Call(P_EP, fill(1, 0, 1, 7));

    tell_message(NAMED("peer.server.answer", acts[round].name), info, 0);
}

const struct ipc_case server_cases[] = {
    {"peer.server", end_server, serve, ACTS, 1, call},
    {0},
};
