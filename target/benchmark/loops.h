/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parent's loops: each serves a child until that has ended, and notes what it tells.
 */
#pragma once

#include "rows.h"

#include <sel4rpc/parent.h>

/* What came out of one configuration. */
struct results {
    struct result rows[ROWS];
    /* See ZERO_LABEL; and how many children's first frame was in the memory of the last one's last frame. */
    unsigned zero_frames, zero_again, zero_handed_on;
    seL4_Word last_address;
};

struct run {
    sel4rpc_parent_t *parent;
    struct results *results;
    bool has_ended;
    bool failed; /* the child has faulted, or counted failures */
};

typedef void (*loop_t)(struct run *run);

void loop_serve(struct run *run);   /* sel4rpc_server_serve() */
void loop_prepare(struct run *run); /* a loop of one's own, with sel4rpc_server_prepare() */
void loop_handle(struct run *run);  /* the same with sel4rpc_server_handle() */
void loop_bare(struct run *run);    /* hand-written IPC */
void loop_ipc(struct run *run);     /* answers at once; with a capability if MR0 is not 0 */
