/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply capabilities: saved, used, copied, deleted and revoked, and what becomes of the caller.
 */
#include "ipc/ipc.h"

#include "directed/directed.h"

static seL4_CPtr receive_and_save(void)
{
    seL4_CPtr saved = slots(1);
    seL4_Word badge;

    seL4_Recv(scene.endpoint, &badge);
    invoke(CNODE, CNodeSaveCaller, WORDS(saved, DEPTH), NOTHING);
    return saved;
}

/* The peer's side of all: it calls twice. */
static void call(seL4_Word round)
{
    tell_message(NUMBERED("peer.reply.answer", round), seL4_Call(P_EP, fill(1, 0, 1, 7)), 0);
    seL4_Call(P_EP, fill(2, 0, 1, 8));
}

/* Receives, and answers. */
static void receive_and_answer(const char *key)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = seL4_Recv(scene.endpoint, &badge);

    tell_message(key, info, badge);
    seL4_Reply(fill(4, 0, 1, 9));
}

static void save(void)
{
    seL4_CPtr saved = receive_and_save();

    try("peer.reply.save.occupied", CNODE, CNodeSaveCaller, WORDS(saved, DEPTH), NOTHING);
    identify("peer.reply.saved", saved);
    seL4_Send(saved, fill(3, 0, 2, 0x60));
    identify("peer.reply.used", saved);
    seL4_Send(saved, fill(3, 0, 2, 0x70));
}

static void save_nbsend(void)
{
    seL4_CPtr saved = receive_and_save();

    seL4_NBSend(saved, fill(3, 0, 121, 0x60));
    identify("peer.reply.nbsend.used", saved);
}

static void save_call(void)
{
    seL4_CPtr saved = receive_and_save();

    try("peer.reply.call", saved, 3, WORDS(1, 2), NOTHING);
    try("peer.reply.call.again", saved, 3, WORDS(1, 2), NOTHING);
}

/* A reply capability can move, and nothing else. */
static void spread(void)
{
    seL4_CPtr saved = receive_and_save(), other = slots(1), third = slots(1);

    try("peer.reply.save.again", CNODE, CNodeSaveCaller, WORDS(other, DEPTH), NOTHING);
    identify("peer.reply.saved.again", other);
    try("peer.reply.copy", CNODE, CNodeCopy, WORDS(other, DEPTH, saved, DEPTH, ALL), WORDS(CNODE));
    try("peer.reply.mint", CNODE, CNodeMint, WORDS(other, DEPTH, saved, DEPTH, ALL, 0), WORDS(CNODE));
    identify("peer.reply.copied", other);
    try("peer.reply.mutate", CNODE, CNodeMutate, WORDS(other, DEPTH, saved, DEPTH, 0), WORDS(CNODE));
    try("peer.reply.move", CNODE, CNodeMove, WORDS(third, DEPTH, other, DEPTH), WORDS(CNODE));
    try("peer.reply.cancel-badged-sends", CNODE, CNodeCancelBadgedSends, WORDS(third, DEPTH), NOTHING);
    identify("peer.reply.moved", third);
    seL4_Send(third, fill(3, 0, 1, 0x60));
    seL4_Send(saved, fill(5, 0, 1, 0x60));
    seL4_Send(other, fill(5, 0, 1, 0x60));
    identify("peer.reply.moved.used", third);
}

/* Without its reply capability, the caller waits for ever; resumed, it calls again. */
static void deleted(void)
{
    seL4_CPtr saved = receive_and_save();

    tell("peer.reply.delete", WORDS((seL4_Word)delete_slot(saved)));
    seL4_Send(saved, EMPTY);
    receive_if_any("peer.reply.deleted", scene.endpoint);
    try("peer.reply.deleted.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    receive_and_answer("peer.reply.deleted.again");
}

static void revoked(void)
{
    seL4_CPtr saved = receive_and_save();

    tell("peer.reply.revoke", WORDS((seL4_Word)revoke(saved)));
    identify("peer.reply.revoked", saved);
    seL4_Send(saved, fill(3, 0, 1, 0x61));
}

static void suspended(void)
{
    seL4_CPtr saved = receive_and_save();

    try("peer.reply.suspend", scene.tcb, TCBSuspend, NOTHING, NOTHING);
    identify("peer.reply.suspended", saved);
    seL4_Send(saved, EMPTY);
    try("peer.reply.suspended.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    receive_and_answer("peer.reply.suspended.again");
}

/* Resumed while it waits for the answer, the caller calls again, and the reply capability is gone. */
static void resumed(void)
{
    seL4_CPtr saved = receive_and_save();

    try("peer.reply.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    identify("peer.reply.resumed", saved);
    receive_and_answer("peer.reply.resumed.again");
}

/* A receive forgets the caller, even if it does not wait. */
static void forgotten(void)
{
    seL4_CPtr saved;
    seL4_Word badge;

    seL4_Recv(scene.endpoint, &badge);
    receive_if_any("peer.reply.receive-again", scene.endpoint);
    saved = slots(1);
    try("peer.reply.forgotten.save", CNODE, CNodeSaveCaller, WORDS(saved, DEPTH), NOTHING);
    identify("peer.reply.forgotten.saved", saved);
    seL4_Reply(EMPTY);
    try("peer.reply.forgotten.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    receive_and_answer("peer.reply.forgotten.again");
}

/* An invocation between, or a poll of a notification. */
static void between(void)
{
    seL4_Word badge;

    seL4_Recv(scene.endpoint, &badge);
    delete_slot(slots(1));
    seL4_Signal(scene.notification);
    seL4_Reply(EMPTY);
}

static void (*const programs[])(void) = {
    save, save_nbsend, save_call, spread, deleted, revoked, suspended, resumed, forgotten, between,
};
#define PROGRAMS (sizeof(programs) / sizeof(*programs))

static void answer_twice(seL4_Word round)
{
    programs[round]();
    receive_and_answer(NUMBERED("peer.reply.next", round));
}

/* The caller's end takes the reply capability along. */
static void end_caller(seL4_Word round)
{
    seL4_CPtr saved = receive_and_save();

    (void)round;
    revoke(scene.tcb);
    tell("peer.reply.end", WORDS((seL4_Word)delete_slot(scene.tcb)));
    identify("peer.reply.ended", saved);
    seL4_Send(saved, EMPTY);
}

const struct ipc_case reply_cases[] = {
    {"peer.reply", answer_twice, call, PROGRAMS, 0},
    {"peer.reply.end", end_caller, call, 1, 1},
    {0},
};
