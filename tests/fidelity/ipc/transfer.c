/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Which of several capabilities arrive, and where: transfer, unwrapping, and receive paths.
 */
#include "ipc/ipc.h"

#include "directed/directed.h"

/*
 * What is sent, a letter for each capability: n notification, c CNode, 0 an empty slot, e the endpoint
 * itself, 5 to 7 the same with that badge, u an untyped with children, r a notification with only Read.
 */
static const char *const lists[] = {"n",  "nnn", "5",  "5n",  "n5",  "e",  "0n", "n0",  "un", "r",
                                    "nn", "c",   "56", "567", "5n6", "en", "0",  "506", "u",  "50n"};
#define LISTS (sizeof(lists) / sizeof(*lists))
#define ANSWERED_LISTS 10 /* of these, for answers */

static seL4_CPtr choose(char kind)
{
    switch (kind) {
    case 'n':
        return scene.notification;
    case 'c':
        return scene.cnode;
    case 'e':
        return scene.endpoint;
    case 'u':
        return SLOT_POOL;
    case 'r':
        return copy(scene.notification, READ);
    case '0':
        return slots(1);
    default:
        return mint(scene.endpoint, ALL, (seL4_Word)(kind - '0'));
    }
}

/* Minting uses the message registers, so these come after. */
static seL4_MessageInfo_t put_list(const char *list)
{
    seL4_CPtr chosen[seL4_MsgMaxExtraCaps];
    unsigned count = 0;

    for (; list[count]; count++) {
        chosen[count] = choose(list[count]);
    }
    for (unsigned i = 0; i < count; i++) {
        seL4_SetCap((int)i, chosen[i]);
    }
    return fill(1, count, 1, 7);
}

static void send_list(seL4_Word round)
{
    seL4_Send(scene.endpoint, put_list(lists[round]));
}

static void receive_list(seL4_Word round)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    info = receive(P_EP, &badge);
    tell_arrival(NAMED("peer.list", lists[round]), info, badge, P_RECEIVED);
}

static void answer_list(seL4_Word round)
{
    await_ask();
    reply(put_list(lists[round]));
}

static void receive_answer(seL4_Word round)
{
    seL4_MessageInfo_t info;

    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    info = seL4_Call(P_CONTROL, EMPTY);
    tell_arrival(NAMED("peer.answer", lists[round]), info, 0, P_RECEIVED);
}

static const struct path {
    const char *name;
    seL4_CPtr root, index;
    seL4_Word depth;
} paths[] = {
    {"good", P_CNODE, P_RECEIVED, DEPTH},
    {"occupied", P_CNODE, P_TCB, DEPTH},
    {"root-null", 0, P_RECEIVED, DEPTH},
    {"root-empty", P_LATE, P_RECEIVED, DEPTH},
    {"root-endpoint", P_EP, P_RECEIVED, DEPTH},
    {"index-large", P_CNODE, (seL4_Word)1 << PEER_BITS, DEPTH},
    {"depth-0", P_CNODE, P_RECEIVED, 0},
    {"depth-small", P_CNODE, P_RECEIVED, PEER_BITS},
    {"depth-large", P_CNODE, P_RECEIVED, DEPTH + 1},
};
#define PATHS (sizeof(paths) / sizeof(*paths))

static void send_to_path(seL4_Word round)
{
    (void)round;
    seL4_Send(scene.endpoint, put_list("n"));
    seL4_Send(scene.endpoint, put_list("5n6"));
}

static void receive_at_path(seL4_Word round)
{
    const struct path *path = &paths[round];
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info;

    seL4_SetCapReceivePath(path->root, path->index, path->depth);
    info = receive(P_EP, &badge);
    tell_arrival(NAMED("peer.path", path->name), info, badge, P_RECEIVED);
    info = receive(P_EP, &badge);
    tell_message(NAMED("peer.path.three", path->name), info, badge);
}

/* What arrived keeps rights and badge, and is derived from what was sent. */
static void send_derived(seL4_Word round)
{
    seL4_CPtr sent = mint(scene.notification, WRITE, 0x21);
    seL4_Word badge = NO_BADGE;

    (void)round;
    seL4_SetCap(0, sent);
    seL4_Send(scene.endpoint, fill(1, 1, 0, 0));
    await_ask();
    seL4_Poll(scene.notification, &badge);
    tell("peer.derived.signal", WORDS(badge));
    revoke(sent);
    reply(EMPTY);
    await_ask();
    revoke(scene.notification);
    reply(EMPTY);
}

static void receive_derived(seL4_Word round)
{
    seL4_Word badge;

    (void)round;
    seL4_SetCapReceivePath(P_CNODE, P_RECEIVED, DEPTH);
    receive(P_EP, &badge);
    seL4_Signal(P_RECEIVED);
    peer_ask();
    identify("peer.derived.sent-revoked", P_RECEIVED);
    peer_ask();
    identify("peer.derived.original-revoked", P_RECEIVED);
}

const struct ipc_case transfer_cases[] = {
    {"peer.transfer", send_list, receive_list, LISTS, 0, NULL},
    {"peer.transfer.answer", answer_list, receive_answer, ANSWERED_LISTS, 0, NULL},
    {"peer.path", send_to_path, receive_at_path, PATHS, 0, NULL},
    {"peer.derived", send_derived, receive_derived, 1, 0, NULL},
    {0},
};
