/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply objects, copied, without rights, shared and missing, and the system calls that only a kernel with MCS
 * has.
 */
#include "directed/directed.h"
#include "ipc/ipc.h"

static void receive_call(void)
{
    seL4_Word badge;

    receive(scene.endpoint, &badge);
}

static void copied(void)
{
    seL4_CPtr other = slots(1), third = slots(1);

    receive_call();
    try("peer.object.copy", CNODE, CNodeCopy, WORDS(other, DEPTH, SLOT_REPLY, DEPTH, ALL), WORDS(CNODE));
    try("peer.object.mint", CNODE, CNodeMint, WORDS(third, DEPTH, SLOT_REPLY, DEPTH, ALL, 3), WORDS(CNODE));
    identify("peer.object.minted", third);
    delete_slot(third);
    try("peer.object.mutate", CNODE, CNodeMutate, WORDS(third, DEPTH, other, DEPTH, 0), WORDS(CNODE));
    try("peer.object.cancel-badged-sends", CNODE, CNodeCancelBadgedSends, WORDS(third, DEPTH), NOTHING);
    seL4_Send(third, fill(3, 0, 1, 0x60));
    seL4_Send(SLOT_REPLY, fill(5, 0, 1, 0x60));
    identify("peer.object.used", third);
}

/* The last capability but one goes, with a caller waiting. */
static void copy_deleted(void)
{
    seL4_CPtr other;

    receive_call();
    other = copy(SLOT_REPLY, ALL);
    revoke(other);
    identify("peer.object.after-revoke-of-copy", SLOT_REPLY);
    delete_slot(SLOT_REPLY);
    seL4_Send(other, fill(3, 0, 1, 0x61));
    renew_reply();
}

static void other_object(void)
{
    seL4_CPtr other = object(seL4_ReplyObject, 0);
    seL4_Word badge;

    seL4_Recv(scene.endpoint, &badge, other);
    seL4_Send(SLOT_REPLY, fill(5, 0, 1, 0x60));
    seL4_Send(other, fill(3, 0, 1, 0x62));
}

/* A call that Wait receives cannot be answered. Resumed, the caller calls again. */
static void call_to_wait(void)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = seL4_Wait(scene.endpoint, &badge);

    tell_message("peer.object.wait", info, badge);
    reply(fill(5, 0, 1, 0x60));
    try("peer.object.wait.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    receive_and_answer("peer.object.wait.again");
}

static void send_and_wait(void)
{
    seL4_Word badge = NO_BADGE;

    receive_call();
    seL4_Signal(mint(scene.notification, WRITE, 0x21));
    seL4_NBSendWait(SLOT_REPLY, fill(3, 0, 121, 0x65), scene.notification, &badge);
    tell("peer.object.nbsendwait", WORDS(badge));
}

/* What is sent to an idle object, or to nothing, is lost, and the second half is done. */
static void send_to_nobody(void)
{
    seL4_Word badge = NO_BADGE;

    seL4_Signal(mint(scene.notification, WRITE, 0x21));
    seL4_NBSendWait(scene.peers_reply, fill(3, 0, 1, 1), scene.notification, &badge);
    tell("peer.object.nbsendwait.idle", WORDS(badge));
    seL4_NBSendRecv(slots(1), fill(3, 0, 1, 1), scene.endpoint, &badge, SLOT_REPLY);
    reply(fill(3, 0, 1, 0x66));
}

static const struct {
    const char *name;
    void (*program)(void);
} programs[] = {
    {"copied", copied},     {"copy-deleted", copy_deleted}, {"other", other_object},
    {"wait", call_to_wait}, {"nbsendwait", send_and_wait},  {"nobody", send_to_nobody},
};
#define PROGRAMS (sizeof(programs) / sizeof(*programs))

static void answer_twice(seL4_Word round)
{
    programs[round].program();
    receive_and_answer(NAMED("peer.object.next", programs[round].name));
}

static void call(seL4_Word round)
{
    call_twice(NAMED("peer.object.answer", programs[round].name));
}

/* The peer calls again while the program waits already. */
static void send_and_receive(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    (void)round;
    receive_call();
    info = seL4_NBSendRecv(SLOT_REPLY, fill(3, 0, 2, 0x63), scene.endpoint, &badge, SLOT_REPLY);
    tell_message("peer.object.nbsendrecv", info, badge);
    reply(fill(3, 0, 2, 0x64));
}

static void call_again(seL4_Word round)
{
    (void)round;
    call_twice("peer.object.answer.nbsendrecv");
}

/* The answer's capability arrives if both the caller and the reply capability may grant. */
static void answer_with_rights(seL4_Word rights)
{
    seL4_CPtr limited = copy(SLOT_REPLY, rights);

    receive_call();
    identify(NUMBERED("peer.object.rights", rights), limited);
    seL4_SetCap(0, scene.notification);
    seL4_Send(limited, fill(3, 1, 1, 7));
    seL4_Send(SLOT_REPLY, fill(5, 0, 1, 7));
}

static void call_for_capability(seL4_Word rights)
{
    seL4_MessageInfo_t info;

    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    info = seL4_Call(P_EP, fill(1, 0, 1, 7));
    tell_arrival(NUMBERED("peer.object.rights.answer", rights), info, 0, P_RECEIVED);
}

/* The program receives with the object that the peer waits with. */
static void share(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;

    (void)round;
    arm();
    seL4_NBRecv(scene.control, &badge, scene.peers_reply);
    tell("peer.object.shared.nbrecv", WORDS(badge));
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    try("peer.object.shared.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    seL4_NBSend(scene.endpoint, fill(2, 0, 1, 2));
}

static void wait_with_shared(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.object.shared.message", info, badge);
}

/* The object is deleted while the peer waits to receive with it. */
static void delete_waiting(seL4_Word round)
{
    (void)round;
    arm();
    revoke(scene.peers_reply);
    delete_slot(scene.peers_reply);
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    try("peer.object.deleted.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    await_fault("peer.object.deleted");
}

static void wait_with_deleted(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.object.deleted.message", info, badge);
}

const struct ipc_case object_cases[] = {
    {"peer.object", answer_twice, call, PROGRAMS, 0, NULL},
    {"peer.object.nbsendrecv", send_and_receive, call_again, 1, 0, NULL},
    {"peer.object.rights", answer_with_rights, call_for_capability, ALL + 1, 0, NULL},
    {"peer.object.shared", share, wait_with_shared, 1, 0, NULL},
    {"peer.object.deleted", delete_waiting, wait_with_deleted, 1, 1, NULL},
    {0},
};
