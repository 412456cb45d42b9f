/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Notifications that the peer waits for, alone or bound to it.
 */
#include "ipc/ipc.h"

#include "directed/directed.h"

static void bind_peer(const char *key)
{
    try(key, scene.tcb, TCBBindNotification, NOTHING, WORDS(scene.notification));
}

static void unbind_peer(const char *key)
{
    try(key, scene.tcb, TCBUnbindNotification, NOTHING, NOTHING);
}

/* A badge came, and nothing else that counts. */
static void tell_badge(const char *key, seL4_Word badge)
{
    tell(key, WORDS(badge));
}

static void signal_waiting(seL4_Word round)
{
    seL4_CPtr first = mint(scene.notification, ALL, 0x11), second = mint(scene.notification, WRITE, 0x22);

    (void)round;
    await_ask();
    give(P_OTHER, scene.notification, ALL, 0);
    reply(EMPTY);
    arm();
    seL4_Signal(first);
    await_ask(); /* while the peer does not wait, signals collect */
    seL4_Signal(first);
    seL4_Signal(second);
    reply(EMPTY);
    arm();
    seL4_NBSend(second, fill(7, 0, 3, 1));
    arm();
    try("peer.signal.suspend", scene.tcb, TCBSuspend, NOTHING, NOTHING);
    seL4_Signal(first);
    try("peer.signal.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    arm();
    try("peer.signal.resume.waiting", scene.tcb, TCBResume, NOTHING, NOTHING);
    seL4_Signal(second);
    arm();
    revoke(scene.notification);
    delete_slot(scene.notification);
    await_fault("peer.signal.deleted");
}

static void wait_for_signals(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;

    (void)round;
    peer_ask();
    peer_wait(P_OTHER, &badge);
    tell_badge("peer.signal.waiting", badge);
    peer_ask();
    seL4_Wait(P_OTHER, &badge);
    tell_badge("peer.signal.collected", badge);
    seL4_Poll(P_OTHER, &badge);
    tell_badge("peer.signal.poll", badge);
    peer_wait(P_OTHER, &badge);
    tell_badge("peer.signal.nbsend", badge);
    peer_wait(P_OTHER, &badge);
    tell_badge("peer.signal.suspended", badge);
    peer_wait(P_OTHER, &badge);
    tell_badge("peer.signal.resumed", badge);
    peer_wait(P_OTHER, &badge);
}

/* A signal would wake the peer from any endpoint: none is left when it waits for arm(). */
static void signal_bound(seL4_Word round)
{
    seL4_CPtr first = mint(scene.notification, ALL, 0x11), second = mint(scene.notification, WRITE, 0x22);

    (void)round;
    bind_peer("peer.bound.bind");
    arm();
    seL4_Signal(first);
    arm();
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    await_ask(); /* waiting for an answer, the peer is not woken */
    seL4_Signal(first);
    seL4_Signal(second);
    reply(EMPTY);
    await_ask();
    seL4_Signal(second);
    unbind_peer("peer.bound.unbind");
    reply(EMPTY);
    await_ask();
    bind_peer("peer.bound.bind.signalled");
    reply(EMPTY);
    await_ask();
    unbind_peer("peer.bound.unbind.again");
    reply(EMPTY);
    arm();
    seL4_Signal(first);
    bind_peer("peer.bound.bind.waiting");
    seL4_NBSend(scene.endpoint, fill(2, 0, 1, 2));
    await_ask();
    reply(EMPTY);
    arm();
    revoke(scene.notification);
    delete_slot(scene.notification);
    unbind_peer("peer.bound.unbind.deleted");
    seL4_NBSend(scene.endpoint, fill(3, 0, 1, 3));
}

static void wait_bound(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    (void)round;
    peer_wait(P_EP, &badge);
    tell_badge("peer.bound.waiting", badge);
    info = peer_wait(P_EP, &badge);
    tell_message("peer.bound.message", info, badge);
    peer_ask();
    receive(P_EP, &badge);
    tell_badge("peer.bound.collected", badge);
    receive_now(P_EP, &badge);
    tell_badge("peer.bound.nbrecv", badge);
    peer_ask();
    receive_now(P_EP, &badge);
    tell_badge("peer.bound.unbound", badge);
    peer_ask();
    receive(P_EP, &badge);
    tell_badge("peer.bound.signalled", badge);
    peer_ask();
    info = peer_wait(P_EP, &badge);
    tell_message("peer.bound.bound-while-waiting", info, badge);
    peer_ask();
    receive_now(P_EP, &badge);
    tell_badge("peer.bound.after-that", badge);
    info = peer_wait(P_EP, &badge);
    tell_message("peer.bound.deleted", info, badge);
}

/* The program's own notification is signalled, and the peer waits to send: the signal comes first. */
static void receive_both(seL4_Word round)
{
    seL4_CPtr first = mint(scene.notification, ALL, 0x11);
    seL4_Word badge = NO_BADGE;

    (void)round;
    try("peer.both.bind", seL4_CapInitThreadTCB, TCBBindNotification, NOTHING, WORDS(scene.notification));
    queue_peer(ALL, 5);
    seL4_Signal(first);
    receive_now(scene.endpoint, &badge);
    tell_badge("peer.both.first", badge);
    receive_if_any("peer.both.second", scene.endpoint);
    receive_if_any("peer.both.third", scene.endpoint);
    try("peer.both.unbind", seL4_CapInitThreadTCB, TCBUnbindNotification, NOTHING, NOTHING);
}

static void send_both(seL4_Word round)
{
    (void)round;
    peer_send(0x31);
}

/* Bound, but waiting for another notification. */
static void signal_other(seL4_Word round)
{
    seL4_CPtr other = object(seL4_NotificationObject, 0), badged = mint(other, ALL, 0x33);

    (void)round;
    bind_peer("peer.other.bind");
    give(P_OTHER, other, ALL, 0);
    arm();
    seL4_Signal(mint(scene.notification, ALL, 0x11));
    seL4_Signal(badged);
}

static void wait_other(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;

    (void)round;
    peer_wait(P_OTHER, &badge);
    tell_badge("peer.other.waiting", badge);
    receive_now(P_EP, &badge);
    tell_badge("peer.other.then", badge);
}

const struct ipc_case notification_cases[] = {
    {"peer.signal", signal_waiting, wait_for_signals, 1, 1, NULL},
    {"peer.bound", signal_bound, wait_bound, 1, 0, NULL},
    {"peer.both", receive_both, send_both, 1, 0, NULL},
    {"peer.other", signal_other, wait_other, 1, 0, NULL},
    {0},
};
