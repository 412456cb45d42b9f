/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Cap faults: system calls on what is not there, or does not fit, and the messages that the handler gets.
 */
#include "ipc/ipc.h"

#include "directed/directed.h"

#define OUTSIDE ((seL4_CPtr)1 << PEER_BITS)
#define FAR THROUGH_GATE

enum call { SEND, NBSEND, CALL, RECV, NBRECV, WAIT };

static const struct attempt {
    const char *name;
    enum call call;
    seL4_CPtr slot;
    seL4_CPtr extra; /* an extra capability */
} attempts[] = {
    {"send.empty", SEND, P_LATE, 0},
    {"send.outside", SEND, OUTSIDE, 0},
    {"send.far", SEND, FAR, 0},
    {"send.null", SEND, 0, 0},
    {"nbsend.empty", NBSEND, P_LATE, 0},
    {"nbsend.outside", NBSEND, OUTSIDE, 0},
    {"call.empty", CALL, P_LATE, 0},
    {"call.outside", CALL, OUTSIDE, 0},
    {"call.far", CALL, FAR, 0},
    {"call.last", CALL, (seL4_CPtr)-1, 0},
    {"recv.empty", RECV, P_LATE, 0},
    {"recv.outside", RECV, OUTSIDE, 0},
    {"recv.null", RECV, 0, 0},
    {"recv.cnode", RECV, P_CNODE, 0},
    {"recv.tcb", RECV, P_TCB, 0},
    {"recv.write-only", RECV, P_OTHER, 0},
    {"nbrecv.empty", NBRECV, P_LATE, 0},
    {"nbrecv.outside", NBRECV, OUTSIDE, 0},
    {"nbrecv.cnode", NBRECV, P_CNODE, 0},
    {"nbrecv.write-only", NBRECV, P_OTHER, 0},
    {"wait.empty", WAIT, P_LATE, 0},
    {"wait.write-only", WAIT, P_OTHER, 0},
    {"send.extra-outside", SEND, P_CONTROL, OUTSIDE},
    {"nbsend.extra-outside", NBSEND, P_EP, OUTSIDE},
    {"call.extra-outside", CALL, P_CONTROL, OUTSIDE},
    {"call.object-extra-outside", CALL, P_TCB, OUTSIDE},
    {"call.extra-empty", CALL, P_CONTROL, P_LATE},
};
#define ATTEMPTS (sizeof(attempts) / sizeof(*attempts))

/* What arrives is the fault, or a message if there is none: the attempt's, or that the peer has ended. */
static void handle(seL4_Word round)
{
    give(P_OTHER, scene.notification, WRITE, 0);
    await_ask();
    reply(EMPTY);
    await_fault(NAMED("peer.fault", attempts[round].name));
}

static void make_attempt(const struct attempt *next)
{
    seL4_MessageInfo_t info = seL4_MessageInfo_new(7, 0, next->extra ? 1 : 0, 0);
    seL4_Word badge;

    peer_ask();
    seL4_SetCap(0, next->extra);
    switch (next->call) {
    case SEND:
        seL4_Send(next->slot, info);
        break;
    case NBSEND:
        seL4_NBSend(next->slot, info);
        break;
    case CALL:
        seL4_Call(next->slot, info);
        break;
    case RECV:
        receive(next->slot, &badge);
        break;
    case NBRECV:
        receive_now(next->slot, &badge);
        break;
    case WAIT:
        seL4_Wait(next->slot, &badge);
        break;
    }
}

static void attempt(seL4_Word round)
{
    make_attempt(&attempts[round]);
}

static const struct attempt deep_attempts[] = {
    {"send.deep", SEND, FAR | P_EP, 0},
    {"call.deep", CALL, FAR, 0},
    {"recv.deep", RECV, FAR, 0},
    {"nbrecv.deep", NBRECV, FAR | P_EP, 0},
    {"call.extra-deep", CALL, P_CONTROL, FAR | 1},
};
#define DEEP_ATTEMPTS (sizeof(deep_attempts) / sizeof(*deep_attempts))

static void handle_deep(seL4_Word round)
{
    await_ask();
    deepen_gate();
    reply(EMPTY);
    await_fault(NAMED("peer.fault", deep_attempts[round].name));
}

static void attempt_deep(seL4_Word round)
{
    make_attempt(&deep_attempts[round]);
}

/* The answer to a cap fault makes the thread try again, whatever its label says. */
static void answer_faults(seL4_Word round)
{
    seL4_MessageInfo_t info;
    seL4_CPtr saved;
    seL4_Word badge;

    (void)round;
    await_fault("peer.fault.first");
    reply(fill(1, 0, 4, 0x1000));
    await_fault("peer.fault.second");
    saved = save_caller();
    identify("peer.fault.saved", saved);
    seL4_Send(saved, fill(0, 0, 121, 0x1000));
    identify("peer.fault.used", saved);
    await_fault("peer.fault.third");
    try("peer.fault.suspend", scene.tcb, TCBSuspend, NOTHING, NOTHING);
    reply(EMPTY);
    try("peer.fault.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    await_fault("peer.fault.fourth");
    give(P_LATE, scene.endpoint, ALL, 6);
    open_gate();
    reply(EMPTY);
    info = receive(scene.endpoint, &badge);
    tell_message("peer.fault.mended", info, badge);
}

static void fault_and_send(seL4_Word round)
{
    (void)round;
    peer_send(0x77);
}

/*
 * The rights of the handler's endpoint, one round for each set of them. A thread whose fault cannot be sent
 * stops, and tries again when it is resumed: then there is a good handler, with another badge.
 */
static void mend_handler(seL4_Word round)
{
    seL4_Word rights = round, badge;

    await_ask();
    set_fault_handler(rights, FAULT_BADGE);
    reply(EMPTY);
    if (!(rights & WRITE) || !(rights & (GRANT | GRANT_REPLY))) {
        set_fault_handler(ALL, FAULT_BADGE + 1);
        invoke(scene.tcb, TCBResume, NOTHING, NOTHING);
    }
    receive(scene.control, &badge);
    tell(NUMBERED("peer.handler", rights), WORDS(badge));
}

static void fault_with_handler(seL4_Word round)
{
    (void)round;
    peer_ask();
    peer_send(0x78);
}

const struct ipc_case fault_cases[] = {
    {"peer.fault", handle, attempt, ATTEMPTS, 1, NULL},
    {"peer.fault.deep", handle_deep, attempt_deep, DEEP_ATTEMPTS, 1, NULL},
    {"peer.fault.answers", answer_faults, fault_and_send, 1, 0, NULL},
    {"peer.fault.handler", mend_handler, fault_with_handler, ALL + 1, 1, NULL},
    {0},
};
