/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untyped_Retype: sizes, offsets and counts.
 */
#include "directed/directed.h"

#define UNTYPED_BITS 16

static seL4_CPtr untyped, cnode, end;

static void make(void)
{
    untyped = object(seL4_UntypedObject, UNTYPED_BITS);
    cnode = object(seL4_CapTableObject, 4);
    end = slots(1);
}

/* Into the small CNode, which is emptied afterwards. */
static void retype(const char *key, seL4_Word type, seL4_Word bits, seL4_Word offset, seL4_Word count)
{
    if (try(key, untyped, UntypedRetype, WORDS(type, bits, 0, 0, offset, count), WORDS(cnode)) ==
        seL4_NoError) {
        revoke(untyped);
    }
}

static void sizes(void)
{
    make();
    retype("untyped.retype.endpoint", seL4_EndpointObject, 0, 0, 1);
    retype("untyped.retype.endpoint.bits-ignored", seL4_EndpointObject, 40, 0, 1);
    retype("untyped.retype.untyped-0", seL4_UntypedObject, 0, 0, 1);
    retype("untyped.retype.untyped-3", seL4_UntypedObject, 3, 0, 1);
    retype("untyped.retype.untyped-4", seL4_UntypedObject, 4, 0, 1);
    retype("untyped.retype.untyped-all", seL4_UntypedObject, UNTYPED_BITS, 0, 1);
    retype("untyped.retype.untyped-bigger", seL4_UntypedObject, UNTYPED_BITS + 1, 0, 1);
    retype("untyped.retype.untyped-max", seL4_UntypedObject, seL4_MaxUntypedBits, 0, 1);
    retype("untyped.retype.untyped-over-max", seL4_UntypedObject, seL4_MaxUntypedBits + 1, 0, 1);
    retype("untyped.retype.untyped-word", seL4_UntypedObject, seL4_WordBits, 0, 1);
    retype("untyped.retype.untyped-word-1", seL4_UntypedObject, seL4_WordBits - 1, 0, 1);
    retype("untyped.retype.untyped-huge", seL4_UntypedObject, (seL4_Word)-1, 0, 1);
    retype("untyped.retype.cnode-0", seL4_CapTableObject, 0, 0, 1);
    retype("untyped.retype.cnode-1", seL4_CapTableObject, 1, 0, 1);
    retype("untyped.retype.cnode-all", seL4_CapTableObject, UNTYPED_BITS - seL4_SlotBits, 0, 1);
    retype("untyped.retype.cnode-bigger", seL4_CapTableObject, UNTYPED_BITS - seL4_SlotBits + 1, 0, 1);
    retype("untyped.retype.cnode-max", seL4_CapTableObject, seL4_MaxUntypedBits - seL4_SlotBits, 0, 1);
    retype("untyped.retype.cnode-over-max", seL4_CapTableObject, seL4_MaxUntypedBits - seL4_SlotBits + 1, 0,
           1);
    retype("untyped.retype.cnode-huge", seL4_CapTableObject, (seL4_Word)-1, 0, 1);
    retype("untyped.retype.tcb", seL4_TCBObject, 0, 0, 1);
    retype("untyped.retype.tcb-too-many", seL4_TCBObject, 0, 0, 16);
    retype("untyped.retype.tcb-exactly", seL4_TCBObject, 0, 0,
           16 < (1u << (UNTYPED_BITS - seL4_TCBBits)) ? 16 : 1);
    retype("untyped.retype.no-type", seL4_ObjectTypeCount, 0, 0, 1);
    retype("untyped.retype.no-type.0x7777", 0x7777, 0, 0, 1);
    retype("untyped.retype.no-type.max", (seL4_Word)-1, 0, 0, 1);
}

static void counts(void)
{
    make();
    retype("untyped.retype.count-0", seL4_EndpointObject, 0, 0, 0);
    retype("untyped.retype.count-16", seL4_EndpointObject, 0, 0, 16);
    retype("untyped.retype.count-17", seL4_EndpointObject, 0, 0, 17);
    retype("untyped.retype.count-256", seL4_EndpointObject, 0, 0, 256);
    retype("untyped.retype.count-257", seL4_EndpointObject, 0, 0, 257);
    retype("untyped.retype.count-max", seL4_EndpointObject, 0, 0, (seL4_Word)-1);
    retype("untyped.retype.offset-15", seL4_EndpointObject, 0, 15, 1);
    retype("untyped.retype.offset-15-count-2", seL4_EndpointObject, 0, 15, 2);
    retype("untyped.retype.offset-16", seL4_EndpointObject, 0, 16, 1);
    retype("untyped.retype.offset-17", seL4_EndpointObject, 0, 17, 1);
    retype("untyped.retype.offset-max", seL4_EndpointObject, 0, (seL4_Word)-1, 1);
    retype("untyped.retype.offset-wraps", seL4_EndpointObject, 0, (seL4_Word)-1, 2);
    retype("untyped.retype.untyped-15-count-3", seL4_UntypedObject, 15, 0, 3);
    retype("untyped.retype.untyped-15-count-2", seL4_UntypedObject, 15, 0, 2);
    retype("untyped.retype.untyped-count-overflows", seL4_UntypedObject, seL4_WordBits - 4, 0, 16);
}

static void destinations(void)
{
    seL4_CPtr deep, guarded;

    make();
    deep = object(seL4_CapTableObject, 4);
    guarded = mint(deep, ALL, guard_data(5, 3));
    /* the small CNode: a deeper one at 3, a guarded one at 4 */
    invoke(cnode, CNodeCopy, WORDS(3, 4, deep, DEPTH, ALL), WORDS(CNODE));
    invoke(cnode, CNodeCopy, WORDS(4, 4, guarded, DEPTH, ALL), WORDS(CNODE));
    try("untyped.retype.node-depth-4", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 3, 4, 0, 1),
        WORDS(cnode));
    try("untyped.retype.node-depth-4-again", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 3, 4, 0, 1), WORDS(cnode));
    try("untyped.retype.window-reaches-occupied", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 0, 0, 2, 2), WORDS(cnode));
    try("untyped.retype.node-guarded", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 4, 4, 1, 1),
        WORDS(cnode));
    try("untyped.retype.node-empty", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 9, 4, 0, 1),
        WORDS(cnode));
    try("untyped.retype.node-no-cnode", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, end - 3, DEPTH, 0, 1), WORDS(CNODE));
    try("untyped.retype.node-depth-3", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 3, 3, 0, 1),
        WORDS(cnode));
    try("untyped.retype.node-depth-5", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 3, 5, 0, 1),
        WORDS(cnode));
    try("untyped.retype.node-depth-8", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0x35, 8, 0, 1),
        WORDS(cnode));
    try("untyped.retype.node-depth-11-guard-matches", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 4 << 7 | 5 << 4 | 7, 11, 0, 1), WORDS(cnode));
    try("untyped.retype.node-depth-11-guard-differs", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 4 << 7 | 6 << 4 | 7, 11, 0, 1), WORDS(cnode));
    try("untyped.retype.node-depth-too-big", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 3, DEPTH + 1, 0, 1), WORDS(cnode));
    try("untyped.retype.node-depth-max", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 3, (seL4_Word)-1, 0, 1), WORDS(cnode));
    try("untyped.retype.root-no-cnode", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, end, 1),
        WORDS(untyped));
    try("untyped.retype.root-empty", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, end, 1),
        WORDS(end));
    try("untyped.retype.root-no-cnode-with-depth", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 3, 4, 0, 1), WORDS(untyped));
    try("untyped.retype.length-5", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, end),
        WORDS(CNODE));
    try("untyped.retype.length-0", untyped, UntypedRetype, NOTHING, NOTHING);
    try("untyped.retype.no-capability", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, end, 1),
        NOTHING);
    try("untyped.retype.long", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, end, 1, 9, 9, 9),
        WORDS(CNODE, end, end));
    try("untyped.label.none", untyped, NO_LABEL, WORDS(seL4_EndpointObject, 0, 0, 0, end, 1), WORDS(CNODE));
    try("untyped.label.none.length-0", untyped, NO_LABEL, NOTHING, NOTHING);
    try("untyped.label.0", untyped, 0, NOTHING, NOTHING);
}

/* What is left of an untyped, and when it begins anew. */
static void watermark(void)
{
    seL4_CPtr child = slots(8), second;

    make();
    try("untyped.left.first", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, child, 1),
        WORDS(CNODE));
    try("untyped.left.too-much", untyped, UntypedRetype, WORDS(seL4_UntypedObject, 16, 0, 0, child + 1, 1),
        WORDS(CNODE));
    try("untyped.left.half", untyped, UntypedRetype, WORDS(seL4_UntypedObject, 15, 0, 0, child + 1, 1),
        WORDS(CNODE));
    try("untyped.left.nothing", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, child + 2, 1),
        WORDS(CNODE));
    delete_slot(child + 1);
    try("untyped.left.after-last-deleted", untyped, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 0, 0, child + 2, 1), WORDS(CNODE));
    delete_slot(child);
    try("untyped.left.after-all-deleted", untyped, UntypedRetype,
        WORDS(seL4_UntypedObject, 16, 0, 0, child, 1), WORDS(CNODE));
    revoke(untyped);
    second = copy(untyped, ALL);
    tell("untyped.copy.identify", WORDS(seL4_DebugCapIdentify(second)));
    try("untyped.retype.copied", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, child, 1),
        WORDS(CNODE));
    try("untyped.retype.copy", second, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, child + 1, 1),
        WORDS(CNODE));
    try("untyped.retype.copied-all", untyped, UntypedRetype,
        WORDS(seL4_UntypedObject, 16, 0, 0, child + 2, 1), WORDS(CNODE));
    revoke(untyped);
    tell("untyped.copy-after-revoke.identify", WORDS(seL4_DebugCapIdentify(second)));
    try("untyped.retype.full-fill", untyped, UntypedRetype, WORDS(seL4_TCBObject, 0, 0, 0, child, 1),
        WORDS(CNODE));
    try("untyped.copy.has-child", CNODE, CNodeCopy, WORDS(child + 1, DEPTH, untyped, DEPTH, ALL),
        WORDS(CNODE));
    try("untyped.mint.has-child", CNODE, CNodeMint, WORDS(child + 1, DEPTH, untyped, DEPTH, ALL, 0),
        WORDS(CNODE));
    try("untyped.move.has-child", CNODE, CNodeMove, WORDS(child + 1, DEPTH, untyped, DEPTH), WORDS(CNODE));
}

static void device(void)
{
    seL4_CPtr slot = slots(1);

    try("untyped.retype.device.endpoint", SLOT_DEVICE, UntypedRetype,
        WORDS(seL4_EndpointObject, 0, 0, 0, slot, 1), WORDS(CNODE));
    try("untyped.retype.device.tcb", SLOT_DEVICE, UntypedRetype, WORDS(seL4_TCBObject, 0, 0, 0, slot, 1),
        WORDS(CNODE));
    try("untyped.retype.device.cnode", SLOT_DEVICE, UntypedRetype,
        WORDS(seL4_CapTableObject, 4, 0, 0, slot, 1), WORDS(CNODE));
    try("untyped.retype.device.untyped", SLOT_DEVICE, UntypedRetype,
        WORDS(seL4_UntypedObject, 12, 0, 0, slot, 1), WORDS(CNODE));
    tell("untyped.device.identify", WORDS(seL4_DebugCapIdentify(slot)));
}

const struct group retype_groups[] = {
    {"retype.sizes", sizes},         {"retype.counts", counts}, {"retype.destinations", destinations},
    {"retype.watermark", watermark}, {"retype.device", device}, {0},
};
