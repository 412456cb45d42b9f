/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * With MCS, the arena has a scheduling context and a reply object.
 */
#include "random/random.h"

seL4_CPtr scheduling_fill(seL4_CPtr from)
{
    invoke(SLOT_POOL, UntypedRetype, WORDS(seL4_SchedContextObject, seL4_MinSchedContextBits, 0, 0, from, 1),
           WORDS(CNODE));
    invoke(SLOT_POOL, UntypedRetype, WORDS(seL4_ReplyObject, 0, 0, 0, from + 1, 1), WORDS(CNODE));
    kinds_learn('K', from);
    return from + 2;
}
