/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whether a slot is full: a debug kernel tells.
 */
#include "fixture_threads.h"

seL4_Word fixture_identify(seL4_CPtr cnode, seL4_CPtr slot)
{
    (void)cnode;
    return seL4_DebugCapIdentify(slot);
}
