/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What ends or interrupts waiting: CancelBadgedSends, revoking, deleting, Suspend and Resume.
 */
#include "ipc/ipc.h"

#include <stdio.h>

#include "directed/directed.h"

#define BADGE 5

static seL4_CPtr badged;

static void cancel(const char *key, seL4_CPtr slot)
{
    try(key, CNODE, CNodeCancelBadgedSends, WORDS(slot, DEPTH), NOTHING);
}

static void cancel_nothing(const char *key)
{
    (void)key;
}

static void cancel_own(const char *key)
{
    cancel(key, badged);
}

static void cancel_other(const char *key)
{
    cancel(key, mint(scene.endpoint, ALL, BADGE + 1));
}

static void cancel_unbadged(const char *key)
{
    cancel(key, scene.endpoint);
}

static void cancel_without_rights(const char *key)
{
    cancel(key, mint(scene.endpoint, READ | WRITE | GRANT, BADGE));
}

static void cancel_without_capability(const char *key)
{
    take(P_LATE);
    cancel(key, badged);
}

static void cancel_behind_gate(const char *key)
{
    shut_gate();
    cancel(key, badged);
}

static void revoke_badge(const char *key)
{
    tell(key, WORDS((seL4_Word)revoke(badged)));
}

static void revoke_badge_and_cancel(const char *key)
{
    revoke(badged);
    cancel(key, badged);
}

static void revoke_endpoint(const char *key)
{
    tell(key, WORDS((seL4_Word)revoke(scene.endpoint)));
}

static void suspend(const char *key)
{
    try(key, scene.tcb, TCBSuspend, NOTHING, NOTHING);
}

static void suspend_and_resume(const char *key)
{
    suspend(key);
    suspend(NAMED(key, "again"));
    invoke(scene.tcb, TCBResume, NOTHING, NOTHING);
    invoke(scene.tcb, TCBResume, NOTHING, NOTHING);
}

static void resume(const char *key)
{
    try(key, scene.tcb, TCBResume, NOTHING, NOTHING);
}

static const struct {
    const char *name;
    void (*act)(const char *key);
    int ends; /* whether the peer tries again without its capability, and faults or comes to its end */
} acts[] = {
    {"nothing", cancel_nothing, 0},
    {"own", cancel_own, 0},
    {"other", cancel_other, 0},
    {"unbadged", cancel_unbadged, 0},
    {"without-rights", cancel_without_rights, 0},
    {"without-capability", cancel_without_capability, 1},
    {"behind-gate", cancel_behind_gate, 1},
    {"revoke-badge", revoke_badge, 0},
    {"revoke-badge-cancel", revoke_badge_and_cancel, 1},
    {"revoke-endpoint", revoke_endpoint, 0},
    {"suspend", suspend, 0},
    {"suspend-resume", suspend_and_resume, 0},
    {"resume", resume, 0},
};
#define ACTS (sizeof(acts) / sizeof(*acts))
#define KEY(name) keyed((char[KEY_BYTES]){0}, name, round)

static const char *keyed(char *buffer, const char *name, seL4_Word round)
{
    snprintf(buffer, KEY_BYTES, "peer.%s.%s%s", round < ACTS ? "send" : "call", acts[round % ACTS].name,
             name);
    return buffer;
}

/* The peer waits to send with the badge 5, or to call, when something is done to it. */
static void act(seL4_Word round)
{
    badged = mint(scene.endpoint, ALL, BADGE);
    await_ask(); /* its fault, this time */
    open_gate();
    invoke(scene.cnode, CNodeCopy, WORDS(P_LATE, PEER_BITS, badged, DEPTH, ALL), WORDS(CNODE));
    reply(EMPTY);
    acts[round % ACTS].act(KEY(".act"));
    receive_if_any(KEY(""), scene.endpoint);
    if (acts[round % ACTS].ends) {
        await_fault(KEY(".end"));
    }
}

static void wait_to_send(seL4_Word round)
{
    if (round < ACTS) {
        peer_send(0x40);
    } else {
        peer_call(0x50);
    }
}

/* The endpoint ends while the peer waits: to send, to call, to receive. */
static void delete_endpoint(seL4_Word round)
{
    if (round < 2) {
        queue_peer(ALL, BADGE);
    } else {
        arm();
    }
    revoke(scene.endpoint);
    tell(NUMBERED("peer.cancel.delete", round), WORDS((seL4_Word)delete_slot(scene.endpoint)));
    await_fault(NUMBERED("peer.cancel.deleted", round));
}

static void wait_for_end(seL4_Word round)
{
    seL4_Word badge;

    if (round == 0) {
        peer_send(1);
    } else if (round == 1) {
        peer_call(1);
    } else {
        peer_wait(P_EP, &badge);
    }
}

/* A suspended receiver receives nothing. Resumed, it waits again. */
static void suspend_receiver(seL4_Word round)
{
    (void)round;
    arm();
    try("peer.receiver.suspend", scene.tcb, TCBSuspend, NOTHING, NOTHING);
    seL4_NBSend(scene.endpoint, fill(1, 0, 1, 1));
    try("peer.receiver.resume", scene.tcb, TCBResume, NOTHING, NOTHING);
    seL4_NBSend(scene.endpoint, fill(2, 0, 1, 2));
    arm();
    try("peer.receiver.resume.waiting", scene.tcb, TCBResume, NOTHING, NOTHING);
    seL4_NBSend(scene.endpoint, fill(3, 0, 1, 3));
}

static void be_suspended(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = peer_wait(P_EP, &badge);

    (void)round;
    tell_message("peer.receiver.resumed", info, badge);
    info = peer_wait(P_EP, &badge);
    tell_message("peer.receiver.resumed-waiting", info, badge);
}

const struct ipc_case cancel_cases[] = {
    {"peer.cancel", act, wait_to_send, 2 * ACTS, 1, NULL},
    {"peer.cancel.delete", delete_endpoint, wait_for_end, 3, 1, NULL},
    {"peer.receiver", suspend_receiver, be_suspended, 1, 0, NULL},
    {0},
};
