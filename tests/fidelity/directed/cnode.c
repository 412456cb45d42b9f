/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods that copy, move and delete capabilities.
 */
#include "directed/directed.h"

#define FIVE(to, from) WORDS(to, DEPTH, from, DEPTH, ALL)
#define FOUR(to, from) WORDS(to, DEPTH, from, DEPTH)

static seL4_CPtr endpoint, notification, empty, full;

static void make(void)
{
    endpoint = object(seL4_EndpointObject, 0);
    notification = object(seL4_NotificationObject, 0);
    full = object(seL4_EndpointObject, 0);
    empty = slots(1);
}

/* Tries, and empties the slot `empty` again. */
static void attempt(const char *key, seL4_Word label, struct words registers, struct words capabilities)
{
    if (try(key, CNODE, label, registers, capabilities) == seL4_NoError) {
        delete_slot(empty);
    }
}

static void copies(void)
{
    make();
    attempt("cnode.copy", CNodeCopy, FIVE(empty, endpoint), WORDS(CNODE));
    attempt("cnode.copy.occupied-destination", CNodeCopy, FIVE(full, endpoint), WORDS(CNODE));
    attempt("cnode.copy.same-slot", CNodeCopy, FIVE(endpoint, endpoint), WORDS(CNODE));
    attempt("cnode.copy.empty-source", CNodeCopy, FIVE(empty, empty), WORDS(CNODE));
    attempt("cnode.copy.empty-source-occupied-destination", CNodeCopy, FIVE(full, empty), WORDS(CNODE));
    attempt("cnode.copy.destination-depth-0", CNodeCopy, WORDS(empty, 0, endpoint, DEPTH, ALL), WORDS(CNODE));
    attempt("cnode.copy.destination-depth-too-big", CNodeCopy, WORDS(empty, DEPTH + 1, endpoint, DEPTH, ALL),
            WORDS(CNODE));
    attempt("cnode.copy.destination-depth-small", CNodeCopy, WORDS(empty, 5, endpoint, DEPTH, ALL),
            WORDS(CNODE));
    attempt("cnode.copy.source-depth-0", CNodeCopy, WORDS(empty, DEPTH, endpoint, 0, ALL), WORDS(CNODE));
    attempt("cnode.copy.source-depth-too-big", CNodeCopy, WORDS(empty, DEPTH, endpoint, DEPTH + 1, ALL),
            WORDS(CNODE));
    attempt("cnode.copy.source-depth-small", CNodeCopy, WORDS(empty, DEPTH, endpoint, 5, ALL), WORDS(CNODE));
    attempt("cnode.copy.source-root-no-cnode", CNodeCopy, FIVE(empty, endpoint), WORDS(endpoint));
    attempt("cnode.copy.source-root-empty", CNodeCopy, FIVE(empty, endpoint), WORDS(empty));
    attempt("cnode.copy.source-above-cnode", CNodeCopy, FIVE(empty, 1u << CSPACE_BITS), WORDS(CNODE));
    attempt("cnode.copy.destination-above-cnode", CNodeCopy, FIVE(1u << CSPACE_BITS, endpoint), WORDS(CNODE));
    attempt("cnode.copy.both-depths-0", CNodeCopy, WORDS(empty, 0, endpoint, 0, ALL), WORDS(CNODE));
    attempt("cnode.copy.length-4", CNodeCopy, FOUR(empty, endpoint), WORDS(CNODE));
    attempt("cnode.copy.length-4-occupied", CNodeCopy, FOUR(full, endpoint), WORDS(CNODE));
    attempt("cnode.copy.length-4-depth-0", CNodeCopy, WORDS(empty, 0, endpoint, DEPTH), WORDS(CNODE));
    attempt("cnode.copy.length-3", CNodeCopy, WORDS(empty, DEPTH, endpoint), WORDS(CNODE));
    attempt("cnode.copy.length-3-occupied", CNodeCopy, WORDS(full, DEPTH, endpoint), WORDS(CNODE));
    attempt("cnode.copy.length-2", CNodeCopy, WORDS(empty, DEPTH), WORDS(CNODE));
    attempt("cnode.copy.length-2-depth-0", CNodeCopy, WORDS(empty, 0), WORDS(CNODE));
    attempt("cnode.copy.length-1", CNodeCopy, WORDS(empty), WORDS(CNODE));
    attempt("cnode.copy.length-0", CNodeCopy, NOTHING, NOTHING);
    attempt("cnode.copy.no-capability", CNodeCopy, FIVE(empty, endpoint), NOTHING);
    attempt("cnode.copy.no-capability-occupied", CNodeCopy, FIVE(full, endpoint), NOTHING);
    attempt("cnode.copy.no-capability-depth-0", CNodeCopy, WORDS(empty, 0, endpoint, DEPTH, ALL), NOTHING);
    attempt("cnode.copy.long", CNodeCopy, WORDS(empty, DEPTH, endpoint, DEPTH, ALL, 77, 88, 99),
            WORDS(CNODE, empty, full));
    attempt("cnode.copy.rights-high-bits", CNodeCopy, WORDS(empty, DEPTH, endpoint, DEPTH, (seL4_Word)-1),
            WORDS(CNODE));
    attempt("cnode.copy.null-slot", CNodeCopy, FIVE(0, endpoint), WORDS(CNODE));
    delete_slot(0);
}

static void mints(void)
{
    seL4_CPtr badged, cnode, reader;

    make();
    cnode = object(seL4_CapTableObject, 4);
    badged = mint(endpoint, ALL, 7);
    reader = copy(endpoint, READ);
    attempt("cnode.mint", CNodeMint, WORDS(empty, DEPTH, endpoint, DEPTH, ALL, 5), WORDS(CNODE));
    attempt("cnode.mint.badge-0", CNodeMint, WORDS(empty, DEPTH, endpoint, DEPTH, ALL, 0), WORDS(CNODE));
    attempt("cnode.mint.badge-max", CNodeMint, WORDS(empty, DEPTH, endpoint, DEPTH, ALL, (seL4_Word)-1),
            WORDS(CNODE));
    attempt("cnode.mint.badged", CNodeMint, WORDS(empty, DEPTH, badged, DEPTH, ALL, 5), WORDS(CNODE));
    attempt("cnode.mint.badged.same", CNodeMint, WORDS(empty, DEPTH, badged, DEPTH, ALL, 7), WORDS(CNODE));
    attempt("cnode.mint.badged.0", CNodeMint, WORDS(empty, DEPTH, badged, DEPTH, ALL, 0), WORDS(CNODE));
    attempt("cnode.mint.notification", CNodeMint, WORDS(empty, DEPTH, notification, DEPTH, ALL, 5),
            WORDS(CNODE));
    attempt("cnode.mint.reader", CNodeMint, WORDS(empty, DEPTH, reader, DEPTH, ALL, 5), WORDS(CNODE));
    attempt("cnode.mint.tcb", CNodeMint, WORDS(empty, DEPTH, seL4_CapInitThreadTCB, DEPTH, ALL, 5),
            WORDS(CNODE));
    attempt("cnode.mint.untyped", CNodeMint, WORDS(empty, DEPTH, SLOT_POOL, DEPTH, ALL, 5), WORDS(CNODE));
    attempt("cnode.mint.cnode-guard", CNodeMint, WORDS(empty, DEPTH, cnode, DEPTH, ALL, guard_data(5, 3)),
            WORDS(CNODE));
    attempt("cnode.mint.cnode-guard-and-radix-too-big", CNodeMint,
            WORDS(empty, DEPTH, cnode, DEPTH, ALL, guard_data(0, seL4_WordBits - 1)), WORDS(CNODE));
    attempt("cnode.mint.cnode-guard-all-ones", CNodeMint,
            WORDS(empty, DEPTH, cnode, DEPTH, ALL, (seL4_Word)-1), WORDS(CNODE));
    attempt("cnode.mint.cnode-guard-bits-just-fit", CNodeMint,
            WORDS(empty, DEPTH, cnode, DEPTH, ALL, guard_data(0, seL4_WordBits - 4)), WORDS(CNODE));
    attempt("cnode.mint.cnode-guard-bits-one-more", CNodeMint,
            WORDS(empty, DEPTH, cnode, DEPTH, ALL, guard_data(0, seL4_WordBits - 3)), WORDS(CNODE));
    attempt("cnode.mint.occupied", CNodeMint, WORDS(full, DEPTH, endpoint, DEPTH, ALL, 5), WORDS(CNODE));
    attempt("cnode.mint.empty-source", CNodeMint, WORDS(empty, DEPTH, empty, DEPTH, ALL, 5), WORDS(CNODE));
    attempt("cnode.mint.length-5", CNodeMint, FIVE(empty, endpoint), WORDS(CNODE));
    attempt("cnode.mint.length-5-occupied", CNodeMint, FIVE(full, endpoint), WORDS(CNODE));
    attempt("cnode.mint.length-5-empty-source", CNodeMint, FIVE(empty, empty), WORDS(CNODE));
    attempt("cnode.mint.length-3", CNodeMint, WORDS(empty, DEPTH, endpoint), WORDS(CNODE));
    attempt("cnode.mint.no-capability", CNodeMint, WORDS(empty, DEPTH, endpoint, DEPTH, ALL, 5), NOTHING);
}

static void moves(void)
{
    seL4_CPtr cnode, badged, parent;

    make();
    cnode = object(seL4_CapTableObject, 4);
    badged = mint(endpoint, ALL, 7);
    try("cnode.move", CNODE, CNodeMove, FOUR(empty, endpoint), WORDS(CNODE));
    tell("cnode.move.identify", WORDS(seL4_DebugCapIdentify(endpoint), seL4_DebugCapIdentify(empty)));
    try("cnode.move.back", CNODE, CNodeMove, FOUR(endpoint, empty), WORDS(CNODE));
    attempt("cnode.move.occupied", CNodeMove, FOUR(full, endpoint), WORDS(CNODE));
    attempt("cnode.move.same-slot", CNodeMove, FOUR(endpoint, endpoint), WORDS(CNODE));
    attempt("cnode.move.empty-source", CNodeMove, FOUR(empty, empty), WORDS(CNODE));
    attempt("cnode.move.length-3", CNodeMove, WORDS(empty, DEPTH, endpoint), WORDS(CNODE));
    attempt("cnode.move.length-3-occupied", CNodeMove, WORDS(full, DEPTH, endpoint), WORDS(CNODE));
    attempt("cnode.move.length-2", CNodeMove, WORDS(empty, DEPTH), WORDS(CNODE));
    attempt("cnode.move.no-capability", CNodeMove, FOUR(empty, endpoint), NOTHING);
    attempt("cnode.move.no-capability-occupied", CNodeMove, FOUR(full, endpoint), NOTHING);
    attempt("cnode.move.source-depth-0", CNodeMove, WORDS(empty, DEPTH, endpoint, 0), WORDS(CNODE));
    attempt("cnode.move.source-root-no-cnode", CNodeMove, FOUR(empty, endpoint), WORDS(endpoint));
    attempt("cnode.mutate.no-badge", CNodeMutate, WORDS(empty, DEPTH, full, DEPTH, 0), WORDS(CNODE));
    full = object(seL4_EndpointObject, 0);
    attempt("cnode.mutate.badge", CNodeMutate, WORDS(empty, DEPTH, endpoint, DEPTH, 5), WORDS(CNODE));
    endpoint = object(seL4_EndpointObject, 0);
    attempt("cnode.mutate.badged", CNodeMutate, WORDS(empty, DEPTH, badged, DEPTH, 5), WORDS(CNODE));
    tell("cnode.mutate.badged.identify", WORDS(seL4_DebugCapIdentify(badged)));
    attempt("cnode.mutate.tcb", CNodeMutate, WORDS(empty, DEPTH, object(seL4_TCBObject, 0), DEPTH, 5),
            WORDS(CNODE));
    parent = object(seL4_UntypedObject, 12);
    attempt("cnode.mutate.untyped", CNodeMutate, WORDS(empty, DEPTH, parent, DEPTH, 5), WORDS(CNODE));
    attempt("cnode.mutate.cnode-guard-too-big", CNodeMutate,
            WORDS(empty, DEPTH, cnode, DEPTH, guard_data(0, seL4_WordBits - 3)), WORDS(CNODE));
    attempt("cnode.mutate.occupied", CNodeMutate, WORDS(full, DEPTH, cnode, DEPTH, guard_data(0, 5)),
            WORDS(CNODE));
    attempt("cnode.mutate.same-slot", CNodeMutate, WORDS(cnode, DEPTH, cnode, DEPTH, guard_data(0, 5)),
            WORDS(CNODE));
    attempt("cnode.mutate.empty-source", CNodeMutate, WORDS(empty, DEPTH, empty, DEPTH, 5), WORDS(CNODE));
    attempt("cnode.mutate.length-4", CNodeMutate, FOUR(empty, cnode), WORDS(CNODE));
    attempt("cnode.mutate.no-capability", CNodeMutate, WORDS(empty, DEPTH, cnode, DEPTH, 5), NOTHING);
    attempt("cnode.mutate.cnode-guard", CNodeMutate, WORDS(empty, DEPTH, cnode, DEPTH, guard_data(3, 5)),
            WORDS(CNODE));
}

static void others(void)
{
    make();
    attempt("cnode.delete.empty", CNodeDelete, WORDS(empty, DEPTH), NOTHING);
    attempt("cnode.delete", CNodeDelete, WORDS(full, DEPTH), NOTHING);
    attempt("cnode.delete.depth-0", CNodeDelete, WORDS(empty, 0), NOTHING);
    attempt("cnode.delete.depth-too-big", CNodeDelete, WORDS(empty, DEPTH + 1), NOTHING);
    attempt("cnode.delete.depth-small", CNodeDelete, WORDS(empty, 3), NOTHING);
    attempt("cnode.delete.length-1", CNodeDelete, WORDS(empty), NOTHING);
    attempt("cnode.delete.length-0", CNodeDelete, NOTHING, NOTHING);
    attempt("cnode.delete.long", CNodeDelete, WORDS(empty, DEPTH, 3, 4), WORDS(CNODE));
    attempt("cnode.revoke.empty", CNodeRevoke, WORDS(empty, DEPTH), NOTHING);
    attempt("cnode.revoke", CNodeRevoke, WORDS(endpoint, DEPTH), NOTHING);
    attempt("cnode.revoke.depth-0", CNodeRevoke, WORDS(endpoint, 0), NOTHING);
    attempt("cnode.revoke.depth-small", CNodeRevoke, WORDS(endpoint, 3), NOTHING);
    attempt("cnode.revoke.length-1", CNodeRevoke, WORDS(endpoint), NOTHING);
    attempt("cnode.cancel-badged-sends.empty", CNodeCancelBadgedSends, WORDS(empty, DEPTH), NOTHING);
    attempt("cnode.cancel-badged-sends", CNodeCancelBadgedSends, WORDS(endpoint, DEPTH), NOTHING);
    attempt("cnode.cancel-badged-sends.badged", CNodeCancelBadgedSends, WORDS(mint(endpoint, ALL, 5), DEPTH),
            NOTHING);
    attempt("cnode.cancel-badged-sends.badged-send-only", CNodeCancelBadgedSends,
            WORDS(mint(endpoint, WRITE, 5), DEPTH), NOTHING);
    attempt("cnode.cancel-badged-sends.receive-only", CNodeCancelBadgedSends,
            WORDS(copy(endpoint, READ), DEPTH), NOTHING);
    attempt("cnode.cancel-badged-sends.no-grant-reply", CNodeCancelBadgedSends,
            WORDS(copy(endpoint, READ | WRITE | GRANT), DEPTH), NOTHING);
    attempt("cnode.cancel-badged-sends.notification", CNodeCancelBadgedSends, WORDS(notification, DEPTH),
            NOTHING);
    attempt("cnode.cancel-badged-sends.length-1", CNodeCancelBadgedSends, WORDS(endpoint), NOTHING);
    attempt("cnode.cancel-badged-sends.depth-0", CNodeCancelBadgedSends, WORDS(endpoint, 0), NOTHING);
    attempt("cnode.label.none", NO_LABEL, WORDS(empty, DEPTH), NOTHING);
    attempt("cnode.label.none.length-0", NO_LABEL, NOTHING, NOTHING);
    attempt("cnode.label.0", 0, WORDS(empty, DEPTH), NOTHING);
    attempt("cnode.label.tcb-suspend", TCBSuspend, WORDS(empty, DEPTH), NOTHING);
    attempt("cnode.label.retype", UntypedRetype, WORDS(0, 0, 0, 0, empty, 1), WORDS(CNODE));
}

const struct group cnode_groups[] = {
    {"cnode.copies", copies}, {"cnode.mints", mints}, {"cnode.moves", moves}, {"cnode.others", others}, {0},
};
