/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs the cases, each round with a new peer.
 */
#include "ipc/ipc.h"
#include "parts.h"

#define SELF seL4_CapInitThreadTCB
#define DONE_LABEL 0xd0e
#define OWN_PRIORITY 100
#define USUAL_PRIORITY 255

const struct ipc_case *const common_cases[] = {message_cases,      rights_cases, transfer_cases,
                                               reply_cases,        cancel_cases, fault_cases,
                                               notification_cases, server_cases, NULL};

struct scene scene;
static struct scene other_scene;

/* Counts down, to 0 at the case that is looked for. */
static const struct ipc_case *find_in(const struct ipc_case *const *lists, seL4_Word *number)
{
    for (; *lists; lists++) {
        for (const struct ipc_case *next = *lists; next->name; next++) {
            if ((*number)-- == 0) {
                return next;
            }
        }
    }
    return NULL;
}

static const struct ipc_case *find(seL4_Word number)
{
    const struct ipc_case *found = find_in(common_cases, &number);

    return found ? found : find_in(scheduling_cases, &number);
}

/* The program never answers the last call: the peer ends with its objects. */
void peer_main(seL4_Word number, seL4_Word round, seL4_Word second)
{
    const struct ipc_case *one = find(number);

    (second ? one->second : one->peer)(round);
    for (;;) {
        seL4_Call(P_CONTROL, seL4_MessageInfo_new(DONE_LABEL, 0, 0, 0));
    }
}

/* With an endpoint and a notification already there. */
static void make_peer(void)
{
    seL4_Word whole = guard_data(0, seL4_WordBits - PEER_BITS);
    seL4_Word half = guard_data(0, seL4_WordBits - PEER_BITS - 1);

    scene.control = object(seL4_EndpointObject, 0);
    scene.tcb = object(seL4_TCBObject, 0);
    scene.cnode = object(seL4_CapTableObject, PEER_BITS);
    scene.root = object(seL4_CapTableObject, 1);
    invoke(scene.cnode, CNodeMint, WORDS(P_CNODE, PEER_BITS, scene.cnode, DEPTH, ALL, whole), WORDS(CNODE));
    invoke(scene.root, CNodeMint, WORDS(0, 1, scene.cnode, DEPTH, ALL, half), WORDS(CNODE));
    shut_gate();
    invoke(scene.cnode, CNodeCopy, WORDS(P_TCB, PEER_BITS, scene.tcb, DEPTH, ALL), WORDS(CNODE));
    give(P_CONTROL, scene.control, ALL, 0);
    give(P_EP, scene.endpoint, ALL, 0);
    make_scheduling();
}

void swap_peers(void)
{
    struct scene now = scene;

    scene = other_scene;
    other_scene = now;
}

static void start_peers(const struct ipc_case *one, seL4_Word number, seL4_Word round)
{
    scene.endpoint = object(seL4_EndpointObject, 0);
    scene.notification = object(seL4_NotificationObject, 0);
    scene.received = slots(1);
    seL4_SetCapReceivePath(CNODE, scene.received, DEPTH);
    make_peer();
    peer_start(number, round, 0);
    if (one->second) {
        other_scene = scene;
        make_peer();
        peer_start(number, round, 1);
        swap_peers();
    }
}

static void run_round(const struct ipc_case *one, seL4_Word number, seL4_Word round)
{
    seL4_Word badge;
    seL4_MessageInfo_t info;

    world_reset();
    start_peers(one, number, round);
    one->program(round);
    if (one->peer_stays) {
        return;
    }
    info = receive(scene.control, &badge);
    if (seL4_MessageInfo_get_label(info) != DONE_LABEL) {
        tell_message(one->name, info, badge);
    }
}

void ipc(void)
{
    const struct ipc_case *one;

    (void)invoke(SELF, TCBSetPriority, WORDS(OWN_PRIORITY), WORDS(SELF));
    for (seL4_Word number = 0; (one = find(number)); number++) {
        for (seL4_Word round = 0; round < one->rounds; round++) {
            run_round(one, number, round);
        }
    }
    world_reset();
    (void)invoke(SELF, TCBSetPriority, WORDS(USUAL_PRIORITY), WORDS(SELF));
}
