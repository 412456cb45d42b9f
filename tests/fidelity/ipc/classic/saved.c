/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply capabilities without MCS, saved and moved.
 */
#include "directed/directed.h"
#include "ipc/ipc.h"

/* A reply capability can move, and nothing else. */
static void spread(seL4_Word round)
{
    seL4_CPtr saved, other = slots(1), third = slots(1);
    seL4_Word badge;

    (void)round;
    seL4_Recv(scene.endpoint, &badge);
    saved = save_caller();
    try("peer.reply.save.occupied", CNODE, CNodeSaveCaller, WORDS(saved, DEPTH), NOTHING);

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
    receive_and_answer("peer.reply.next.moved");
}

static void call(seL4_Word round)
{
    (void)round;
    call_twice("peer.reply.answer.moved");
}

const struct ipc_case saved_cases[] = {
    {"peer.reply.saved", spread, call, 1, 0, NULL},
    {0},
};
