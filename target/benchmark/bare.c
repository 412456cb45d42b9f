/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child that asks by hand-written IPC: frames by bare Retype. It maps nothing, because nobody would grant
 * it page tables.
 */
#include "ask.h"
#include "bare_ask.h"

#include <vspace/page.h>

#define POOL_BITS 22 /* log2 of the bytes of the untyped for all frames */

void measure_own_frames(sel4rpc_child_t *child, sel4rpc_slot_t first, struct samples *samples)
{
    static const struct bare_request request = {{BARE_MEMORY, seL4_UntypedObject, POOL_BITS}};
    sel4rpc_slot_t pool = sel4rpc_child_take_slot(child);
    seL4_Word name;

    expect(child, "an untyped", bare_grant(child->rpc.server_ep, &request, pool, &name));
    for (seL4_Word i = 0; i < FRAMES; i++) {
        uint32_t begin = counter_read();
        seL4_Error error = seL4_Untyped_Retype(pool.index, seL4_ARCH_4KPage, seL4_PageBits, first.root, 0, 0,
                                               first.index + i, 1);
        samples_add(samples, counter_read() - begin);
        expect(child, "a Retype", (int)error);
    }
}

void check_frame(sel4rpc_child_t *child, seL4_CPtr frame, uint64_t address)
{
    (void)child;
    (void)frame;
    (void)address;
}

void tell_checked_frames(const sel4rpc_child_t *child)
{
    (void)child;
}
