/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * CNode_Rotate.
 */
#include "directed/directed.h"

static seL4_CPtr a, b, c, empty;

/* Of what has no badge, because a badge cannot be kept while it moves. */
static void make(void)
{
    empty = slots(1);
    a = object(seL4_TCBObject, 0);
    b = object(seL4_CapTableObject, 4);
    c = object(seL4_UntypedObject, 12);
}

static void rotate(const char *key, seL4_CPtr to, seL4_Word to_data, seL4_CPtr pivot, seL4_Word pivot_data,
                   seL4_CPtr from)
{
    line_begin(key);
    invoke(CNODE, CNodeRotate, WORDS(to, DEPTH, to_data, pivot, DEPTH, pivot_data, from, DEPTH),
           WORDS(CNODE, CNODE));
    line_add_answer();
    line_add(" |");
    line_add_word(seL4_DebugCapIdentify(to));
    line_add_word(seL4_DebugCapIdentify(pivot));
    line_add_word(seL4_DebugCapIdentify(from));
    line_end();
}

static void rotations(void)
{
    make();
    rotate("cnode.rotate", empty, 0, a, 0, b);
    rotate("cnode.rotate.back", b, 0, a, 0, empty);
    make();
    rotate("cnode.rotate.swap", a, 0, b, 0, a);
    rotate("cnode.rotate.swap-back", a, 0, b, 0, a);
    rotate("cnode.rotate.occupied", c, 0, a, 0, b);
    rotate("cnode.rotate.pivot-is-source", empty, 0, b, 0, b);
    rotate("cnode.rotate.pivot-is-destination", empty, 0, empty, 0, b);
    rotate("cnode.rotate.all-the-same", a, 0, a, 0, a);
    rotate("cnode.rotate.pivot-empty", empty, 0, slots(1), 0, b);
    rotate("cnode.rotate.source-empty", empty, 0, a, 0, slots(1));
    rotate("cnode.rotate.both-empty", empty, 0, slots(1), 0, slots(1));
    rotate("cnode.rotate.destination-above-cnode", 1u << CSPACE_BITS, 0, a, 0, b);
}

/* The first data is for what comes from the pivot, the second for what comes from the source. */
static void data(void)
{
    seL4_CPtr endpoint, badged;
    seL4_Word much = guard_data(0, seL4_WordBits - 1);

    make();
    rotate("cnode.rotate.data-for-tcb", empty, 5, a, 0, b);
    make();
    rotate("cnode.rotate.guard", empty, 0, a, guard_data(0, 3), b);
    make();
    rotate("cnode.rotate.guard-too-big", empty, 0, a, much, b);
    rotate("cnode.rotate.guard-too-big.pivot", empty, much, b, 0, a);
    endpoint = object(seL4_EndpointObject, 0);
    badged = mint(endpoint, ALL, 7);
    rotate("cnode.rotate.endpoint", empty, 0, a, 0, endpoint);
    rotate("cnode.rotate.endpoint.pivot", empty, 0, endpoint, 0, a);
    rotate("cnode.rotate.endpoint.badge", empty, 0, a, 5, endpoint);
    rotate("cnode.rotate.endpoint.badge-for-pivot", empty, 5, endpoint, 0, a);
    rotate("cnode.rotate.badged", empty, 0, a, 0, badged);
    rotate("cnode.rotate.badged.badge", empty, 0, a, 5, badged);
    rotate("cnode.rotate.both-refused", empty, 0, endpoint, much, b);
    rotate("cnode.rotate.irq-control", empty, 0, a, 0, seL4_CapIRQControl);
    invoke(CNODE, CNodeMove, WORDS(seL4_CapIRQControl, DEPTH, a, DEPTH), WORDS(CNODE));
}

static void errors(void)
{
    make();
    try("cnode.rotate.length-7", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, DEPTH, 0, b),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.length-3", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0), WORDS(CNODE, CNODE));
    try("cnode.rotate.length-2", CNODE, CNodeRotate, WORDS(empty, DEPTH), WORDS(CNODE, CNODE));
    try("cnode.rotate.length-1", CNODE, CNodeRotate, WORDS(empty), WORDS(CNODE, CNODE));
    try("cnode.rotate.length-2-depth-0", CNODE, CNodeRotate, WORDS(empty, 0), WORDS(CNODE, CNODE));
    try("cnode.rotate.length-2-occupied", CNODE, CNodeRotate, WORDS(c, DEPTH), WORDS(CNODE, CNODE));
    try("cnode.rotate.capabilities-1", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, DEPTH, 0, b, DEPTH),
        WORDS(CNODE));
    try("cnode.rotate.capabilities-0", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, DEPTH, 0, b, DEPTH),
        NOTHING);
    try("cnode.rotate.destination-depth-0", CNODE, CNodeRotate, WORDS(empty, 0, 0, a, DEPTH, 0, b, DEPTH),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.pivot-depth-0", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, 0, 0, b, DEPTH),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.source-depth-0", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, DEPTH, 0, b, 0),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.pivot-depth-small", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, 3, 0, b, DEPTH),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.source-depth-small", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, DEPTH, 0, b, 3),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.pivot-root-no-cnode", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, DEPTH, 0, b, DEPTH),
        WORDS(a, CNODE));
    try("cnode.rotate.source-root-no-cnode", CNODE, CNodeRotate,
        WORDS(empty, DEPTH, 0, a, DEPTH, 0, b, DEPTH), WORDS(CNODE, a));
    try("cnode.rotate.all-depths-0", CNODE, CNodeRotate, WORDS(empty, 0, 0, a, 0, 0, b, 0),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.pivot-and-source-depth-0", CNODE, CNodeRotate, WORDS(empty, DEPTH, 0, a, 0, 0, b, 0),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.occupied-and-source-depth-0", CNODE, CNodeRotate, WORDS(c, DEPTH, 0, a, DEPTH, 0, b, 0),
        WORDS(CNODE, CNODE));
    try("cnode.rotate.occupied-and-pivot-is-destination", CNODE, CNodeRotate,
        WORDS(c, DEPTH, 0, c, DEPTH, 0, b, DEPTH), WORDS(CNODE, CNODE));
}

const struct group rotate_groups[] = {
    {"rotate.rotations", rotations},
    {"rotate.data", data},
    {"rotate.errors", errors},
    {0},
};
