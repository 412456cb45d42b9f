/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages and answers: labels, lengths and registers, badges, and receiving with and without a sender.
 */
#include "ipc/ipc.h"

static const seL4_Word lengths[] = {0, 1, 3, 4, 5, 9, 119, 120, 121, 127};
static const seL4_Word sent_lengths[] = {0, 4, 5, 121};
static const seL4_Word labels[] = {0, 1, 10, 0x7fff, (seL4_Word)-1 >> 12};
static const seL4_Word badges[] = {0, 1, 0x11, 0xfffffff};
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void send_lengths(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(sent_lengths); i++) {
        seL4_Send(scene.endpoint, fill(i, 0, sent_lengths[i], 0x100 * i));
    }
}

static void receive_lengths(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(sent_lengths); i++) {
        seL4_Word badge = NO_BADGE;
        seL4_MessageInfo_t info = receive(P_EP, &badge);

        tell_message(NUMBERED("peer.send.length", sent_lengths[i]), info, badge);
    }
}

static void send_labels(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(labels); i++) {
        seL4_MessageInfo_t info = seL4_Call(scene.endpoint, fill(labels[i], 0, 1, i));

        tell_message(NUMBERED("peer.call.label.answer", i), info, 0);
    }
}

static void receive_labels(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(labels); i++) {
        seL4_Word badge = NO_BADGE;
        seL4_MessageInfo_t info = receive(P_EP, &badge);

        tell_message(NUMBERED("peer.call.label", i), info, badge);
        reply(fill(labels[COUNT(labels) - 1 - i], 0, 2, 0x50));
    }
}

/* The answer's length is that of another message than the question's. */
static void call_lengths(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(lengths); i++) {
        seL4_MessageInfo_t info = seL4_Call(scene.endpoint, fill(i, 0, lengths[i], 0x100 * i));

        tell_message(NUMBERED("peer.call.length.answer", lengths[COUNT(lengths) - 1 - i]), info, 0);
    }
}

static void answer_lengths(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = receive(P_EP, &badge);

    (void)round;
    for (unsigned i = 0; i < COUNT(lengths); i++) {
        tell_message(NUMBERED("peer.call.length", lengths[i]), info, badge);
        info = fill(0x70 + i, 0, lengths[COUNT(lengths) - 1 - i], 0x2000);
        if (i + 1 < COUNT(lengths)) {
            info = reply_receive(P_EP, info, &badge);
        } else {
            reply(info);
        }
    }
}

/* What a sender puts into the field capsUnwrapped is not what arrives. */
static void send_unwrapped(seL4_Word round)
{
    (void)round;
    seL4_SetMR(0, 5);
    seL4_Call(scene.endpoint, seL4_MessageInfo_new(1, 7, 0, 1));
    seL4_Call(scene.endpoint, seL4_MessageInfo_new(1, 0, 0, 0));
}

static void receive_unwrapped(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = receive(P_EP, &badge);

    (void)round;
    tell_message("peer.call.unwrapped", info, badge);
    info = reply_receive(P_EP, seL4_MessageInfo_new(2, 5, 0, 0), &badge);
    tell_message("peer.call.unwrapped.again", info, badge);
    reply(EMPTY);
}

static void send_badges(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(badges); i++) {
        seL4_CPtr badged = mint(scene.endpoint, ALL, badges[i]);

        seL4_Send(badged, fill(1, 0, 0, 0));
        tell_message(NUMBERED("peer.badge.answer", i), seL4_Call(badged, fill(2, 0, 0, 0)), 0);
        arm();
        seL4_NBSend(badged, fill(3, 0, 1, i));
    }
}

static void receive_badges(seL4_Word round)
{
    (void)round;
    for (unsigned i = 0; i < COUNT(badges); i++) {
        seL4_Word badge = NO_BADGE;
        seL4_MessageInfo_t info = receive(P_EP, &badge);

        tell_message(NUMBERED("peer.badge.send", i), info, badge);
        info = receive(P_EP, &badge);
        tell_message(NUMBERED("peer.badge.call", i), info, badge);
        reply(EMPTY);
        info = peer_wait(P_EP, &badge);
        tell_message(NUMBERED("peer.badge.nbsend", i), info, badge);
    }
}

/* The peer is not waiting while it asks; a message sent then without waiting is lost. */
static void send_without_waiting(seL4_Word round)
{
    (void)round;
    await_ask();
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    reply(EMPTY);
    arm();
    seL4_NBSend(scene.endpoint, fill(2, 0, 1, 2));
    await_ask();
    reply(EMPTY);
    seL4_Send(scene.endpoint, fill(3, 0, 1, 3));
}

static void receive_without_sender(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    (void)round;
    peer_ask();
    receive_now(P_EP, &badge);
    tell("peer.nbrecv.lost", WORDS(badge));
    info = peer_wait(P_EP, &badge);
    tell_message("peer.nbsend.receiver-waits", info, badge);
    peer_ask();
    info = receive(P_EP, &badge);
    tell_message("peer.send.after-nbsend", info, badge);
}

static void receive_queued(seL4_Word round)
{
    seL4_MessageInfo_t info;
    seL4_Word badge;

    (void)round;
    queue_peer(ALL, 5);
    receive_if_any("peer.nbrecv.send", scene.endpoint);
    reply(EMPTY);
    await_ask();
    unqueue_peer();
    reply(EMPTY);
    queue_peer(ALL, 6);
    receive_if_any("peer.nbrecv.call", scene.endpoint);
    reply(fill(0x33, 0, 1, 0x44));
    await_ask();
    unqueue_peer();
    reply(EMPTY);
    queue_peer(ALL, 7);
    info = receive(scene.endpoint, &badge);
    tell_message("peer.recv.call", info, badge);
    reply_receive(scene.control, fill(0x34, 0, 1, 0x45), &badge);
    reply(EMPTY);
}

static void be_queued(seL4_Word round)
{
    (void)round;
    peer_send(0x10);
    peer_ask();
    tell_message("peer.nbrecv.call.answer", peer_call(0x20), 0);
    peer_ask();
    tell_message("peer.recv.call.answer", peer_call(0x30), 0);
    peer_ask();
}

const struct ipc_case message_cases[] = {
    {"peer.send.lengths", send_lengths, receive_lengths, 1, 0, NULL},
    {"peer.call.labels", send_labels, receive_labels, 1, 0, NULL},
    {"peer.call.lengths", call_lengths, answer_lengths, 1, 0, NULL},
    {"peer.call.unwrapped", send_unwrapped, receive_unwrapped, 1, 0, NULL},
    {"peer.badges", send_badges, receive_badges, 1, 0, NULL},
    {"peer.without-waiting", send_without_waiting, receive_without_sender, 1, 0, NULL},
    {"peer.queued", receive_queued, be_queued, 1, 0, NULL},
    {0},
};
