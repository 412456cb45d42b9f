/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The rights of the receiver's and of the sender's capability, one round for each set of them: what arrives,
 * what comes back, and what faults.
 */
#include "ipc/ipc.h"

#include "directed/directed.h"

/* The program calls with a capability, and the peer answers with one. */
static void call_with_capability(seL4_Word rights)
{
    seL4_MessageInfo_t info;

    await_ask();
    replace_endpoint(rights);
    reply(EMPTY);
    if (!(rights & READ)) {
        await_fault(NUMBERED("peer.receiver", rights));
        if (rights != 0) {
            return;
        }
        replace_endpoint(ALL);
        reply(EMPTY);
    }
    seL4_SetCap(0, scene.notification);
    info = seL4_Call(scene.endpoint, fill(1, 1, 1, 7));
    tell_arrival(NUMBERED("peer.receiver.answer", rights), info, 0, scene.received);
}

static void receive_with_rights(seL4_Word rights)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    peer_ask();
    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    info = receive(P_EP, &badge);
    tell_arrival(NUMBERED("peer.receiver.got", rights), info, badge, P_RECEIVED);
    seL4_SetCap(0, P_TCB);
    reply(fill(2, 1, 1, 8));
}

/* The caller has stopped, because nobody may answer it. Resumed, it calls again. */
static void call_again(seL4_Word rights)
{
    seL4_MessageInfo_t info;
    seL4_CPtr saved = save_caller();
    seL4_Word badge;

    identify(NUMBERED("peer.caller.saved", rights), saved);
    reply(EMPTY);
    replace_endpoint(ALL);
    try(NUMBERED("peer.caller.resume", rights), scene.tcb, TCBResume, NOTHING, NOTHING);
    info = receive(scene.endpoint, &badge);
    tell_message(NUMBERED("peer.caller.again", rights), info, badge);
}

static void receive_call(seL4_Word rights)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    await_ask();
    replace_endpoint(rights);
    reply(EMPTY);
    if (!(rights & WRITE)) {
        return;
    }
    info = receive(scene.endpoint, &badge);
    tell_arrival(NUMBERED("peer.caller", rights), info, badge, scene.received);
    if (!(rights & (GRANT | GRANT_REPLY))) {
        call_again(rights);
    }
    seL4_SetCap(0, scene.notification);
    reply(fill(2, 1, 1, 8));
}

static void call_with_rights(seL4_Word rights)
{
    seL4_MessageInfo_t info;

    peer_ask();
    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    seL4_SetCap(0, P_TCB);
    info = seL4_Call(P_EP, fill(1, 1, 1, 7));
    tell_arrival(NUMBERED("peer.caller.answer", rights), info, 0, P_RECEIVED);
}

static void receive_send(seL4_Word rights)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    await_ask();
    replace_endpoint(rights);
    reply(EMPTY);
    if (rights & WRITE) {
        info = receive(scene.endpoint, &badge);
        tell_arrival(NUMBERED("peer.sender", rights), info, badge, scene.received);
    } else {
        await_ask();
        receive_if_any(NUMBERED("peer.sender", rights), scene.endpoint);
    }
}

static void send_with_rights(seL4_Word rights)
{
    (void)rights;
    peer_ask();
    seL4_SetCap(0, P_TCB);
    seL4_Send(P_EP, fill(1, 1, 1, 7));
    peer_ask();
}

/* The same, sent to a receiver that waits already. */
static const seL4_Word to_waiting[] = {WRITE, WRITE | GRANT_REPLY, WRITE | GRANT, ALL};

static void send_to_waiting(seL4_Word round)
{
    seL4_CPtr sender = copy(scene.endpoint, to_waiting[round]);

    arm();
    seL4_SetCap(0, scene.notification);
    seL4_NBSend(sender, fill(1, 1, 1, 7));
}

static void wait_for_capability(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    info = peer_wait(P_EP, &badge);
    tell_arrival(NUMBERED("peer.waiting", to_waiting[round]), info, badge, P_RECEIVED);
}

const struct ipc_case rights_cases[] = {
    {"peer.receiver", call_with_capability, receive_with_rights, ALL + 1, 1, NULL},
    {"peer.caller", receive_call, call_with_rights, ALL + 1, 0, NULL},
    {"peer.sender", receive_send, send_with_rights, ALL + 1, 1, NULL},
    {"peer.waiting", send_to_waiting, wait_for_capability, sizeof(to_waiting) / sizeof(*to_waiting), 0, NULL},
    {0},
};
