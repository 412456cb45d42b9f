/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts that are lent: to a passive peer with a call, a message or a signal, and back.
 */
#include "directed/directed.h"
#include "ipc/ipc.h"

#define SELF seL4_CapInitThreadTCB

static void bind(const char *key, seL4_CPtr to)
{
    try(key, scene.context, SchedContextBind, NOTHING, WORDS(to));
}

static void unbind(const char *key, seL4_CPtr from)
{
    try(key, scene.context, SchedContextUnbindObject, NOTHING, WORDS(from));
}

/* The peer waits, and has no scheduling context any more. It has a capability to that in P_OTHER. */
static void make_passive(const char *key)
{
    invoke(scene.cnode, CNodeCopy, WORDS(P_OTHER, PEER_BITS, scene.context, DEPTH, ALL), WORDS(CNODE));
    arm();
    unbind(key, scene.tcb);
}

/* Whether a thread has a scheduling context: one more cannot be bound. */
static void tell_bound(const char *key)
{
    try(key, P_OTHER, SchedContextBind, NOTHING, WORDS(P_TCB));
}

/* The peer answers with what it was lent, and gives it back with the answer. */
static void call_passive(seL4_Word round)
{
    (void)round;
    make_passive("peer.passive.unbind");
    unbind("peer.passive.unbind.again", scene.tcb);
    tell_message("peer.passive.answer", seL4_Call(scene.endpoint, fill(1, 0, 1, 1)), 0);
    tell_message("peer.passive.answer.again", seL4_Call(scene.endpoint, fill(2, 0, 1, 2)), 0);
    bind("peer.passive.bind.back", scene.tcb);
    bind("peer.passive.bind.again", scene.tcb);
    seL4_NBSend(scene.endpoint, fill(3, 0, 1, 3));
}

static void be_called(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.passive.called", info, badge);
    tell_bound("peer.passive.bind.while-lent");
    try("peer.passive.unbind.own", P_OTHER, SchedContextUnbindObject, NOTHING, WORDS(P_TCB));
    info = reply_receive(P_EP, fill(4, 0, 1, 4), &badge);
    tell_message("peer.passive.called.again", info, badge);
    info = reply_receive(P_EP, fill(5, 0, 1, 5), &badge);
    tell_message("peer.passive.active", info, badge);
}

/* A message that is no call lends nothing: the peer goes on when it gets a context. */
static void send_passive(seL4_Word round)
{
    (void)round;
    make_passive("peer.passive.sent.unbind-first");
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    line_print("peer.passive.sent:");
    bind("peer.passive.sent.bind", scene.tcb);
    arm();
    unbind("peer.passive.sent.unbind", scene.tcb);
    try("peer.passive.suspend", scene.tcb, TCBSuspend, NOTHING, NOTHING);
    bind("peer.passive.suspended.bind", scene.tcb);
    try("peer.passive.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    seL4_NBSend(scene.endpoint, fill(2, 0, 1, 2));
}

static void be_sent_to(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.passive.sent.got", info, badge);
    info = peer_wait(P_EP, &badge);
    tell_message("peer.passive.sent.again", info, badge);
}

/* NBSendRecv lends without a call; the peer does the same to give back. */
static void lend(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    (void)round;
    make_passive("peer.passive.lent.unbind");
    info = seL4_NBSendRecv(scene.endpoint, fill(1, 0, 1, 1), scene.control, &badge, SLOT_REPLY);
    tell_message("peer.passive.lent.back", info, badge);
    info = seL4_NBSendWait(scene.endpoint, fill(2, 0, 1, 2), scene.control, &badge);
    tell_message("peer.passive.lent.back-again", info, badge);
    bind("peer.passive.lent.bind", scene.tcb);
    seL4_NBSend(scene.endpoint, fill(3, 0, 1, 3));
}

static void be_lent(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.passive.lent", info, badge);
    tell_bound("peer.passive.lent.bind.while-lent");
    info = seL4_NBSendRecv(P_CONTROL, fill(4, 0, 1, 4), P_EP, &badge, SLOT_REPLY);
    tell_message("peer.passive.lent.again", info, badge);
    info = seL4_NBSendWait(P_CONTROL, fill(5, 0, 1, 5), P_EP, &badge);
    tell_message("peer.passive.lent.active", info, badge);
}

/* A notification lends its context to whom it wakes, until that waits again. */
static void signal_passive(seL4_Word bound)
{
    seL4_CPtr badged = mint(scene.notification, ALL, 0x11);

    give(P_LATE, scene.notification, ALL, 0);
    make_passive(NUMBERED("peer.lending.unbind-first", bound));
    if (bound) {
        try("peer.lending.bind-notification", scene.tcb, TCBBindNotification, NOTHING,
            WORDS(scene.notification));
    }
    seL4_Signal(badged);
    line_print(bound ? "peer.lending.bound.signalled:" : "peer.lending.signalled:");
    bind(NUMBERED("peer.lending.bind.after-signal", bound), scene.notification);
    bind(NUMBERED("peer.lending.bind.tcb-too", bound), scene.tcb);
    arm();
    unbind(NUMBERED("peer.lending.unbind", bound), scene.tcb);
    seL4_Signal(badged);
    arm();
    unbind(NUMBERED("peer.lending.unbind.waiting", bound), scene.tcb);
    unbind(NUMBERED("peer.lending.unbind.notification", bound), scene.notification);
    bind(NUMBERED("peer.lending.bind.back", bound), scene.tcb);
    seL4_Signal(badged);
}

static void be_signalled(seL4_Word bound)
{
    seL4_CPtr source = bound ? P_EP : P_LATE;
    seL4_Word badge = NO_BADGE;

    peer_wait(source, &badge);
    tell(NUMBERED("peer.lending.first", bound), WORDS(badge));
    peer_wait(source, &badge);
    tell(NUMBERED("peer.lending.second", bound), WORDS(badge));
    tell_bound(NUMBERED("peer.lending.while-lent", bound));
    peer_wait(source, &badge);
    tell(NUMBERED("peer.lending.third", bound), WORDS(badge));
}

/* The context is deleted, or loses its time, while the peer waits. */
static void end_context(seL4_Word round)
{
    seL4_CPtr other = object(seL4_SchedContextObject, seL4_MinSchedContextBits);

    arm();
    if (round == 0) {
        revoke(scene.context);
        tell("peer.context.delete", WORDS((seL4_Word)delete_slot(scene.context)));
    } else {
        try("peer.context.unbind", scene.context, SchedContextUnbind, NOTHING, NOTHING);
    }
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    line_print(round ? "peer.context.unbound.sent:" : "peer.context.deleted.sent:");
    try(NUMBERED("peer.context.bind-empty", round), other, SchedContextBind, NOTHING, WORDS(scene.tcb));
    tell(NUMBERED("peer.context.configure", round), WORDS((seL4_Word)give_time(other)));
    try(NUMBERED("peer.context.bind-other", round), other, SchedContextBind, NOTHING, WORDS(scene.tcb));
}

static void wait_without_context(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    tell_message(NUMBERED("peer.context.got", round), info, badge);
}

/* A context without time, and bound ones, on a thread that waits. */
static void bind_waiting(seL4_Word round)
{
    seL4_CPtr other = object(seL4_SchedContextObject, seL4_MinSchedContextBits);

    (void)round;
    make_passive("peer.waiting.unbind");
    try("peer.waiting.bind-empty", other, SchedContextBind, NOTHING, WORDS(scene.tcb));
    try("peer.waiting.parameters-empty", scene.tcb, TCBSetSchedParams, WORDS(50, 101),
        WORDS(SELF, other, slots(1)));
    (void)give_time(other);
    try("peer.waiting.parameters", scene.tcb, TCBSetSchedParams, WORDS(50, 101),
        WORDS(SELF, other, slots(1)));
    bind("peer.waiting.bind-second", scene.tcb);
    try("peer.waiting.yield-to", other, SchedContextYieldTo, NOTHING, NOTHING);
    try("peer.waiting.parameters-none", scene.tcb, TCBSetSchedParams, WORDS(50, 101),
        WORDS(SELF, slots(1), slots(1)));
    bind("peer.waiting.bind", scene.tcb);
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
}

static void wait_once(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.waiting.got", info, badge);
}

/* The peer runs until its budget ends, and on when it has more. How much it used depends on the clock. */
static void await_timeout(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    (void)round;
    give(P_LATE, scene.notification, ALL, 0);
    await_ask();
    (void)seL4_SchedControl_ConfigureFlags(SLOT_SCHED_CONTROL, scene.context, 2000, 4000, 0, 0x77, 0);
    try("peer.timeout.set", scene.tcb, TCBSetTimeoutEndpoint, NOTHING,
        WORDS(mint(scene.control, ALL, FAULT_BADGE + 2)));
    reply(EMPTY);
    info = receive(scene.control, &badge);
    tell("peer.timeout", WORDS(seL4_MessageInfo_get_label(info), seL4_MessageInfo_get_length(info), badge,
                               seL4_GetMR(seL4_Timeout_Data)));
    seL4_Signal(mint(scene.notification, WRITE, 0x21));
    (void)give_time(scene.context);
    reply(EMPTY);
}

static void use_up(seL4_Word round)
{
    seL4_Word badge = 0;

    (void)round;
    peer_ask();
    while (badge == 0) {
        seL4_Poll(P_LATE, &badge);
    }
    tell("peer.timeout.after", WORDS(badge));
}

const struct ipc_case context_cases[] = {
    {"peer.passive", call_passive, be_called, 1, 0, NULL},
    {"peer.passive.sent", send_passive, be_sent_to, 1, 0, NULL},
    {"peer.passive.lent", lend, be_lent, 1, 0, NULL},
    {"peer.lending", signal_passive, be_signalled, 2, 0, NULL},
    {"peer.context", end_context, wait_without_context, 2, 0, NULL},
    {"peer.waiting.contexts", bind_waiting, wait_once, 1, 0, NULL},
    {"peer.timeout", await_timeout, use_up, 1, 0, NULL},
    {0},
};
