/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A passive server that ends, or loses what it was lent, between a call and its answer, and what becomes of
 * its client's scheduling context. The server is the peer, its client the second one.
 */
#include "directed/directed.h"
#include "ipc/ipc.h"

static seL4_CPtr clients_context;

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

static void unbind_object(const char *key)
{
    try(key, clients_context, SchedContextUnbindObject, NOTHING, WORDS(scene.tcb));
}

static void unbind(const char *key)
{
    try(key, clients_context, SchedContextUnbind, NOTHING, NOTHING);
}

static void bind_own(const char *key)
{
    try(key, scene.context, SchedContextBind, NOTHING, WORDS(scene.tcb));
}

static void end_object(const char *key)
{
    revoke(scene.peers_reply);
    tell(key, WORDS((seL4_Word)delete_slot(scene.peers_reply)));
}

static void suspend_client(const char *key)
{
    swap_peers();
    suspend(key);
    swap_peers();
}

static void end_client(const char *key)
{
    swap_peers();
    end(key);
    swap_peers();
}

static void answer_for_server(const char *key)
{
    seL4_Send(scene.peers_reply, fill(3, 0, 1, 0x70));
    tell(key, NOTHING);
}

static const struct {
    const char *name;
    void (*act)(const char *key);
    enum { CALLS_AGAIN, ANSWERED, ENDED } client;
} acts[] = {
    {"suspend", suspend, CALLS_AGAIN},       {"end", end, CALLS_AGAIN},
    {"resume", resume, CALLS_AGAIN},         {"unbind-object", unbind_object, CALLS_AGAIN},
    {"unbind", unbind, CALLS_AGAIN},         {"bind-own", bind_own, CALLS_AGAIN},
    {"end-object", end_object, CALLS_AGAIN}, {"suspend-client", suspend_client, CALLS_AGAIN},
    {"end-client", end_client, ENDED},       {"answer", answer_for_server, ANSWERED},
};
#define ACTS (sizeof(acts) / sizeof(*acts))
#define KEY(key) NAMED("peer.passive." key, acts[round].name)

static void let_client_call(void)
{
    swap_peers();
    clients_context = scene.context;
    await_ask();
    reply(EMPTY);
    swap_peers();
}

/* Whether a thread has a scheduling context: another cannot be bound. */
static void tell_context(const char *key)
{
    seL4_CPtr spare = object(seL4_SchedContextObject, seL4_MinSchedContextBits);

    (void)give_time(spare);
    try(key, spare, SchedContextBind, NOTHING, WORDS(scene.tcb));
}

static void disturb(seL4_Word round)
{
    seL4_Word badge;

    arm();
    try(KEY("server.unbind"), scene.context, SchedContextUnbindObject, NOTHING, WORDS(scene.tcb));
    let_client_call();
    receive(scene.control, &badge);
    acts[round].act(KEY("act"));
    if (acts[round].act != end) {
        tell_context(KEY("server.context"));
    }
    swap_peers();
    if (acts[round].client == CALLS_AGAIN) {
        tell_context(KEY("client.context"));
        resume(KEY("client.resume"));
        receive_and_answer(KEY("call-again"));
    }
    if (acts[round].client != ENDED) {
        await_ask(); /* the client's end */
    }
}

static void serve(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    tell_message(KEY("server.got"), info, badge);
    peer_ask(); /* for ever */
}

static void call(seL4_Word round)
{
    peer_ask();
    tell_message(KEY("client.answer"), seL4_Call(P_EP, fill(1, 0, 1, 7)), 0);
}

const struct ipc_case passive_cases[] = {
    {"peer.passive.disturbed", disturb, serve, ACTS, 1, call},
    {0},
};
