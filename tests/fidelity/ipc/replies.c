/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What answers a caller, a reply capability or object: used, deleted and revoked, and what becomes of the
 * caller.
 */
#include "ipc/ipc.h"

#include "directed/directed.h"

static seL4_CPtr receive_and_save(void)
{
    seL4_Word badge;

    receive(scene.endpoint, &badge);
    return save_caller();
}

static void save(void)
{
    seL4_CPtr saved = receive_and_save();

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

/* Without its reply capability, the caller waits for ever; resumed, it calls again. */
static void deleted(void)
{
    seL4_CPtr saved = receive_and_save();

    tell("peer.reply.delete", WORDS((seL4_Word)delete_slot(saved)));
    seL4_Send(saved, EMPTY);
    renew_reply();
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

    receive(scene.endpoint, &badge);
    receive_if_any("peer.reply.receive-again", scene.endpoint);
    saved = save_caller();
    identify("peer.reply.forgotten.saved", saved);
    reply(EMPTY);
    try("peer.reply.forgotten.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    receive_and_answer("peer.reply.forgotten.again");
}

/* An invocation between, or a poll of a notification. */
static void between(void)
{
    seL4_Word badge;

    receive(scene.endpoint, &badge);
    delete_slot(slots(1));
    seL4_Signal(scene.notification);
    reply(EMPTY);
}

static const struct {
    const char *name;
    void (*program)(void);
} programs[] = {
    {"save", save},       {"nbsend", save_nbsend},  {"call", save_call},
    {"deleted", deleted}, {"revoked", revoked},     {"suspended", suspended},
    {"resumed", resumed}, {"forgotten", forgotten}, {"between", between},
};
#define PROGRAMS (sizeof(programs) / sizeof(*programs))

static void answer_twice(seL4_Word round)
{
    programs[round].program();
    receive_and_answer(NAMED("peer.reply.next", programs[round].name));
}

static void call(seL4_Word round)
{
    call_twice(NAMED("peer.reply.answer", programs[round].name));
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
    {"peer.reply", answer_twice, call, PROGRAMS, 0, NULL},
    {"peer.reply.end", end_caller, call, 1, 1, NULL},
    {0},
};
