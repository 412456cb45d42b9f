/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A slot as invocations name it: by root, pointer and depth, or by its CNode and the offset in it.
 */
#pragma once

#include <sel4/sel4.h>

typedef struct _cspacepath_t {
    seL4_CPtr capPtr;
    seL4_Word capDepth;
    seL4_CNode root;
    seL4_Word dest;
    seL4_Word destDepth;
    seL4_Word offset;
    seL4_Word window; /* number of slots from offset on */
} cspacepath_t;

static inline void cspacepath_swap(cspacepath_t *a, cspacepath_t *b)
{
    cspacepath_t former_a = *a;

    *a = *b;
    *b = former_a;
}
