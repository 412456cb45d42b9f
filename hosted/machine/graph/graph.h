/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A picture of who holds what, for graphviz: `dot -Tsvg FILE`.
 *
 * A program is a table with a row for each capability, or for several of one kind; what it leads to is an
 * ellipse, with an arrow to it. Dashed arrows show derivation: from a row, its capability is a copy of
 * another to that object, which the row names; between ellipses, the one was made from the other. What only
 * one program has is counted in its last row. A program is a thread with its CSpace; a CNode that is no
 * thread's CSpace has a table of its own. A thread's own slots are not drawn.
 */
#pragma once

#include <stdbool.h>

#include "kernel/kernel.h"

#define GRAPH_MAX_ASKED 99 /* pictures before the end: a program that asks for more gets none */

struct graph {
    const char
        *path; /* where the picture of the end goes; those before it have .1, .2, ... after it. NULL: none */
    unsigned asked;                           /* pictures before the end */
    const char *(*program)(const void *host); /* names the program of a thread, by kernel_thread_host() */
};

/* Writes the picture. Prints a reason if that fails, after `prefix`, and returns false; but true if there is
 * no path. */
bool graph_write(struct graph *graph, struct kernel *kernel, bool at_end, const char *prefix);
