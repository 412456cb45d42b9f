/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hand-written IPC of a client: what a program without a library would do to ask its parent.
 */
#pragma once

#include "bare.h"

#include <sel4/sel4.h>
#include <sel4rpc/client.h>

struct bare_request {
    seL4_Word words[BARE_REQUEST_WORDS];
};

/* Asks for a grant; the reply must carry a capability. Returns 0 and the grant's name. */
static inline int bare_grant(seL4_CPtr endpoint, const struct bare_request *request, sel4rpc_slot_t slot,
                             seL4_Word *name)
{
    seL4_SetCapReceivePath(slot.root, slot.index, slot.depth);
    for (int i = 0; i < BARE_REQUEST_WORDS; i++) {
        seL4_SetMR(i, request->words[i]);
    }
    seL4_MessageInfo_t info = seL4_Call(endpoint, seL4_MessageInfo_new(0, 0, 0, BARE_REQUEST_WORDS));
    *name = seL4_GetMR(1);
    return seL4_GetMR(0) != 0 || seL4_MessageInfo_get_extraCaps(info) != 1;
}

static inline int bare_free(seL4_CPtr endpoint, seL4_Word name)
{
    seL4_SetMR(0, BARE_FREE);
    seL4_SetMR(1, name);
    (void)seL4_Call(endpoint, seL4_MessageInfo_new(0, 0, 0, 2));
    return (int)seL4_GetMR(0);
}
