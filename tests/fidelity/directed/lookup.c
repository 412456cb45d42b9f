/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Lookups in a tree of CNodes with guards, at every depth. What is found is told by what Copy to it says: a
 * slot that is full or empty, or why the lookup failed.
 */
#include "directed/directed.h"

#include <stdio.h>

#define DEEPEST 24

static seL4_CPtr endpoint;

static void probe(const char *tree, seL4_CPtr root, seL4_Word index, seL4_Word depth)
{
    char key[64];

    snprintf(key, sizeof(key), "lookup.%s.0x%lx.%lu", tree, (unsigned long)index, (unsigned long)depth);
    if (try(key, root, CNodeCopy, WORDS(index, depth, endpoint, DEPTH, ALL), WORDS(CNODE)) == seL4_NoError) {
        invoke(root, CNodeDelete, WORDS(index, depth), NOTHING);
    }
}

static void probe_depths(const char *tree, seL4_CPtr root, seL4_Word path, unsigned bits)
{
    for (unsigned depth = 1; depth <= DEEPEST; depth++) {
        probe(tree, root, depth < bits ? path >> (bits - depth) : path << (depth - bits), depth);
    }
}

/* Guard 5 of 3 bits, then 4 bits; slot 3 holds a CNode with guard 2 of 2 bits and 3 bits; its slot 6 an
 * endpoint. */
static void guarded(void)
{
    seL4_CPtr outer = object(seL4_CapTableObject, 4), inner = object(seL4_CapTableObject, 3);
    seL4_CPtr root = mint(outer, ALL, guard_data(5, 3)), second = mint(inner, ALL, guard_data(2, 2));

    endpoint = object(seL4_EndpointObject, 0);
    invoke(outer, CNodeCopy, WORDS(3, 4, second, DEPTH, ALL), WORDS(CNODE));
    invoke(inner, CNodeCopy, WORDS(6, 3, endpoint, DEPTH, ALL), WORDS(CNODE));
    /* 101 0011 10 110 */
    probe_depths("guarded", root, 0xa76, 12);
    probe_depths("outer-guard-differs", root, 0x876, 12);
    probe_depths("inner-guard-differs", root, 0xa7e, 12);
    probe_depths("empty-in-the-middle", root, 0xa96, 12);
    probe_depths("inner-empty", root, 0xa75, 12);
}

/* A CNode that holds itself: each round takes its bits. */
static void circular(void)
{
    seL4_CPtr cnode = object(seL4_CapTableObject, 2), guard = mint(cnode, ALL, guard_data(0, 1));

    endpoint = object(seL4_EndpointObject, 0);
    invoke(cnode, CNodeCopy, WORDS(1, 2, cnode, DEPTH, ALL), WORDS(CNODE));
    invoke(cnode, CNodeCopy, WORDS(2, 2, guard, DEPTH, ALL), WORDS(CNODE));
    probe_depths("circular", cnode, 0x5555, 16);
    probe_depths("circular-guard", cnode, 0x9249, 16);
    probe_depths("circular-guard-differs", cnode, 0xaaaa, 16);
    probe("circular", cnode, 0x5555, DEPTH);
    probe("circular", cnode, (seL4_Word)0x5555 << (seL4_WordBits - 16), DEPTH);
}

/* Sources and the nodes of Retype resolve the same way, but say where it failed. */
static void source(void)
{
    seL4_CPtr outer = object(seL4_CapTableObject, 4), root = mint(outer, ALL, guard_data(5, 3)),
              to = slots(1);

    endpoint = object(seL4_EndpointObject, 0);
    invoke(outer, CNodeCopy, WORDS(3, 4, endpoint, DEPTH, ALL), WORDS(CNODE));
    for (seL4_Word depth = 1; depth <= 10; depth++) {
        char key[32];
        seL4_Word path = depth < 7 ? (seL4_Word)0x53 >> (7 - depth) : (seL4_Word)0x53 << (depth - 7);

        snprintf(key, sizeof(key), "lookup.source.%lu", (unsigned long)depth);
        try(key, CNODE, CNodeCopy, WORDS(to, DEPTH, path, depth, ALL), WORDS(root));
        delete_slot(to);
    }
    try("lookup.source.guard-differs", CNODE, CNodeCopy, WORDS(to, DEPTH, 0x43, 7, ALL), WORDS(root));
    try("lookup.source.high-bits", CNODE, CNodeCopy, WORDS(to, DEPTH, (seL4_Word)-1 << 7 | 0x53, 7, ALL),
        WORDS(root));
}

const struct group lookup_groups[] = {
    {"lookup.guarded", guarded},
    {"lookup.circular", circular},
    {"lookup.source", source},
    {0},
};
