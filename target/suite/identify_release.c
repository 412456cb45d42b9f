/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whether a slot is full: moving a capability onto itself fails, and the error tells whether there is one. (A
 * debug kernel would print each of these errors.)
 */
#include "fixture_threads.h"

seL4_Word fixture_identify(seL4_CPtr cnode, seL4_CPtr slot)
{
    return seL4_CNode_Move(cnode, slot, seL4_WordBits, cnode, slot, seL4_WordBits) == seL4_DeleteFirst;
}
