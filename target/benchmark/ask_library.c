/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Through the library; see ask.h.
 */
#include "ask.h"

#include <vspace/page.h>

int ask_frame(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, granted);
}

int ask_untyped(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, seL4_PageBits, slot, granted);
}

int ask_free_memory(sel4rpc_child_t *child, const sel4rpc_memory_t *granted)
{
    return sel4rpc_free_memory(&child->rpc, granted);
}

int ask_release(sel4rpc_child_t *child, const sel4rpc_memory_t *granted)
{
    return sel4rpc_release(&child->rpc, granted->cookie);
}
