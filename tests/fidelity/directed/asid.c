/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * ASID control and ASID pools.
 */
#include "directed/directed.h"
#include "paging.h"

#define CONTROL seL4_CapASIDControl

static void make_pool_errors(void)
{
    seL4_CPtr right = object(seL4_UntypedObject, 12), small = object(seL4_UntypedObject, 11);
    seL4_CPtr big = object(seL4_UntypedObject, 13), used = object(seL4_UntypedObject, 12);
    seL4_CPtr to = slots(1), inside = slots(1), device = slots(1);

    invoke(used, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, inside, 1), WORDS(CNODE));
    invoke(SLOT_DEVICE, UntypedRetype, WORDS(seL4_UntypedObject, 12, 0, 0, device, 1), WORDS(CNODE));
    try("asid-control.make-pool.small", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(small, CNODE));
    try("asid-control.make-pool.big", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(big, CNODE));
    try("asid-control.make-pool.used", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(used, CNODE));
    try("asid-control.make-pool.device", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(device, CNODE));
    try("asid-control.make-pool.not-untyped", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH),
        WORDS(inside, CNODE));
    try("asid-control.make-pool.empty", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(to, CNODE));
    try("asid-control.make-pool.occupied", CONTROL, ASID_MAKE_POOL, WORDS(inside, DEPTH),
        WORDS(right, CNODE));
    try("asid-control.make-pool.depth-0", CONTROL, ASID_MAKE_POOL, WORDS(to, 0), WORDS(right, CNODE));
    try("asid-control.make-pool.depth-too-big", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH + 1),
        WORDS(right, CNODE));
    try("asid-control.make-pool.depth-1", CONTROL, ASID_MAKE_POOL, WORDS(to, 1), WORDS(right, CNODE));
    try("asid-control.make-pool.root-no-cnode", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH),
        WORDS(right, right));
    try("asid-control.make-pool.root-empty", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(right, to));
    try("asid-control.make-pool.length-1", CONTROL, ASID_MAKE_POOL, WORDS(to), WORDS(right, CNODE));
    try("asid-control.make-pool.capabilities-1", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH), WORDS(right));
    try("asid-control.make-pool.small-and-occupied", CONTROL, ASID_MAKE_POOL, WORDS(inside, DEPTH),
        WORDS(small, CNODE));
    try("asid-control.make-pool.used-and-occupied", CONTROL, ASID_MAKE_POOL, WORDS(inside, DEPTH),
        WORDS(used, CNODE));
    try("asid-control.make-pool.copied", CONTROL, ASID_MAKE_POOL, WORDS(to, DEPTH),
        WORDS((copy(right, ALL), right), CNODE));
}

static void make_pool(void)
{
    seL4_CPtr untyped = object(seL4_UntypedObject, 12), pool = slots(1), vspace, inside = slots(1);

    vspace = object(VSPACE_OBJECT, 0);
    try("asid-control.make-pool", CONTROL, ASID_MAKE_POOL, WORDS(pool, DEPTH), WORDS(untyped, CNODE));
    tell("asid-pool.identify", WORDS(seL4_DebugCapIdentify(pool)));
    try("asid-control.make-pool.again", CONTROL, ASID_MAKE_POOL, WORDS(inside, DEPTH), WORDS(untyped, CNODE));
    try("untyped.retype.has-pool", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, inside, 1),
        WORDS(CNODE));
    try("asid-pool.assign.new-pool", pool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    try("asid-pool.assign.new-pool.again", pool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    try("asid-pool.assign.initial-pool", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    try("cnode.copy.asid-pool", CNODE, CNodeCopy, WORDS(inside, DEPTH, pool, DEPTH, ALL), WORDS(CNODE));
    try("asid-pool.assign.copied-pool", inside, ASID_ASSIGN, NOTHING, WORDS(object(VSPACE_OBJECT, 0)));
    try("cnode.revoke.asid-pool", CNODE, CNodeRevoke, WORDS(pool, DEPTH), NOTHING);
    tell("asid-pool.copy-after-revoke.identify", WORDS(seL4_DebugCapIdentify(inside)));
    delete_slot(pool);
    delete_slot(inside);
    try("asid-pool.assign.after-pool-deleted", seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING,
        WORDS(vspace));
    try("cnode.copy.vspace-after-pool-deleted", CNODE, CNodeCopy, WORDS(inside, DEPTH, vspace, DEPTH, ALL),
        WORDS(CNODE));
    try("cnode.revoke.untyped-of-pool", CNODE, CNodeRevoke, WORDS(untyped, DEPTH), NOTHING);
    try("untyped.retype.had-pool", untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, pool, 1),
        WORDS(CNODE));
}

static void control(void)
{
    seL4_CPtr second = slots(1), untyped = object(seL4_UntypedObject, 12), pool = slots(1);

    try("cnode.copy.asid-control", CNODE, CNodeCopy, WORDS(second, DEPTH, CONTROL, DEPTH, ALL), WORDS(CNODE));
    try("asid-control.make-pool.copied-control", second, ASID_MAKE_POOL, WORDS(pool, DEPTH),
        WORDS(untyped, CNODE));
    try("cnode.revoke.asid-control", CNODE, CNodeRevoke, WORDS(CONTROL, DEPTH), NOTHING);
    tell("asid-control.copy-after-revoke.identify", WORDS(seL4_DebugCapIdentify(second)));
    tell("asid-pool.after-control-revoke.identify", WORDS(seL4_DebugCapIdentify(pool)));
    try("asid-control.label.of-pool", CONTROL, ASID_ASSIGN, WORDS(pool, DEPTH), WORDS(untyped, CNODE));
    try("asid-pool.label.of-control", pool, ASID_MAKE_POOL, WORDS(pool, DEPTH), WORDS(untyped, CNODE));
}

/* How many spaces a pool takes, and what it says to one more. */
static void full_pool(void)
{
    seL4_CPtr untyped = object(seL4_UntypedObject, 12), pool = slots(1), vspace = slots(1);
    seL4_CPtr spaces = object(seL4_CapTableObject, 11), root = object(seL4_UntypedObject, 23);
    seL4_Word count = 0;
    seL4_Error error = seL4_NoError;

    invoke(CONTROL, ASID_MAKE_POOL, WORDS(pool, DEPTH), WORDS(untyped, CNODE));
    while (error == seL4_NoError && count < 1100) {
        error = invoke(root, UntypedRetype, WORDS(VSPACE_OBJECT, 0, 0, 0, vspace, 1), WORDS(CNODE));
        error = error ? error : invoke(pool, ASID_ASSIGN, NOTHING, WORDS(vspace));
        if (error == seL4_NoError) {
            invoke(spaces, CNodeMove, WORDS(count, 11, vspace, DEPTH), WORDS(CNODE));
            count++;
        }
    }
    tell("asid-pool.takes", WORDS(count));
    try("asid-pool.assign.full", pool, ASID_ASSIGN, NOTHING, WORDS(vspace));
}

const struct group asid_groups[] = {
    {"asid.make-pool-errors", make_pool_errors},
    {"asid.make-pool", make_pool},
    {"asid.control", control},
    {"asid.full-pool", full_pool},
    {0},
};
