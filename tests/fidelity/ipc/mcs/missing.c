/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Cap faults that only a kernel with MCS has: a reply object that is not there, and the system calls that
 * send and receive.
 */
#include "ipc/ipc.h"

#define OUTSIDE ((seL4_CPtr)1 << PEER_BITS)

enum call { RECV, NBRECV, REPLYRECV, NBSENDRECV, NBSENDWAIT, NBWAIT };

static const struct attempt {
    const char *name;
    enum call call;
    seL4_CPtr to, from, object;
} attempts[] = {
    {"recv.object-empty", RECV, 0, P_EP, P_LATE},
    {"recv.object-outside", RECV, 0, P_EP, OUTSIDE},
    {"recv.object-endpoint", RECV, 0, P_EP, P_EP},
    {"recv.both-empty", RECV, 0, P_LATE, P_LATE},
    {"recv.from-object", RECV, 0, SLOT_REPLY, SLOT_REPLY},
    {"nbrecv.object-empty", NBRECV, 0, P_EP, P_LATE},
    {"nbrecv.object-endpoint", NBRECV, 0, P_EP, P_EP},
    {"nbrecv.notification.object-empty", NBRECV, 0, P_OTHER, P_LATE},
    {"replyrecv.object-empty", REPLYRECV, 0, P_EP, P_LATE},
    {"replyrecv.object-outside", REPLYRECV, 0, P_EP, OUTSIDE},
    {"nbsendrecv.to-empty.from-empty", NBSENDRECV, P_LATE, P_LATE, SLOT_REPLY},
    {"nbsendrecv.to-outside", NBSENDRECV, OUTSIDE, P_LATE, SLOT_REPLY},
    {"nbsendrecv.from-empty", NBSENDRECV, P_OTHER, P_LATE, SLOT_REPLY},
    {"nbsendrecv.from-outside", NBSENDRECV, P_OTHER, OUTSIDE, SLOT_REPLY},
    {"nbsendrecv.object-empty", NBSENDRECV, P_OTHER, P_EP, P_LATE},
    {"nbsendwait.to-outside", NBSENDWAIT, OUTSIDE, P_LATE, 0},
    {"nbsendwait.from-empty", NBSENDWAIT, P_OTHER, P_LATE, 0},
    {"nbsendwait.from-cnode", NBSENDWAIT, P_OTHER, P_CNODE, 0},
    {"nbwait.empty", NBWAIT, 0, P_LATE, 0},
    {"nbwait.outside", NBWAIT, 0, OUTSIDE, 0},
    {"nbwait.object", NBWAIT, 0, SLOT_REPLY, 0},
};
#define ATTEMPTS (sizeof(attempts) / sizeof(*attempts))

/* What arrives is the fault, or that the peer has ended; and whether its message was sent. */
static void handle(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;

    give(P_OTHER, scene.notification, ALL, 0x11);
    await_ask();
    reply(EMPTY);
    await_fault(NAMED("peer.missing", attempts[round].name));
    seL4_Poll(scene.notification, &badge);
    tell(NAMED("peer.missing.signal", attempts[round].name), WORDS(badge));
}

static void attempt(seL4_Word round)
{
    const struct attempt *next = &attempts[round];
    seL4_Word badge;

    peer_ask();
    switch (next->call) {
    case RECV:
        seL4_Recv(next->from, &badge, next->object);
        break;
    case NBRECV:
        seL4_NBRecv(next->from, &badge, next->object);
        break;
    case REPLYRECV:
        seL4_ReplyRecv(next->from, EMPTY, &badge, next->object);
        break;
    case NBSENDRECV:
        seL4_NBSendRecv(next->to, EMPTY, next->from, &badge, next->object);
        break;
    case NBSENDWAIT:
        seL4_NBSendWait(next->to, EMPTY, next->from, &badge);
        break;
    case NBWAIT:
        seL4_NBWait(next->from, &badge);
        break;
    }
}

const struct ipc_case missing_cases[] = {
    {"peer.missing", handle, attempt, ATTEMPTS, 1, NULL},
    {0},
};
