/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Chunks that the parent has taken back, and so emptied the slots of all that was made in them.
 */
#include "allocator/untyped.h"

#include <utils/util.h>
#include <vka/capops.h>

/* Whether a chunk's slot is empty. The kernel refuses to move a capability onto itself, and tells why. */
static bool is_gone(const sel4rpc_vka_t *allocator, uint32_t chunk)
{
    cspacepath_t path = srpc_untyped_path(allocator, (struct untyped){chunk, 0});

    return vka_cnode_move(&path, &path) == seL4_FailedLookup;
}

static uint32_t chunk_of(const sel4rpc_vka_t *allocator, uint32_t number)
{
    while (record_at(allocator, number)->within != 0) {
        number = record_at(allocator, number)->within;
    }
    return number;
}

static void forget(sel4rpc_vka_t *allocator, uint32_t number)
{
    const sel4rpc_vka_record_t *record = record_at(allocator, number);

    if (record->kind == RECORD_SPLIT) {
        srpc_split_destroy(allocator, number);
        return;
    }
    for (unsigned member = 0; member < record->count; member++) {
        allocator->statistics.objects -= record_is_object(record, member);
    }
    srpc_slab_destroy(allocator, number);
}

bool srpc_untyped_forget_gone(sel4rpc_vka_t *allocator)
{
    bool any = false;

    for (uint32_t number = 1; number <= allocator->reached; number++) {
        sel4rpc_vka_record_t *record = record_at(allocator, number);
        if (record->kind == RECORD_SLAB && slab_is_chunk(record) && is_gone(allocator, number)) {
            ZF_LOGW("the parent has taken back 2^%u bytes", (unsigned)record->bits);
            record->gone = true;
            any = true;
        }
    }
    if (!any) {
        return false;
    }
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        record_at(allocator, number)->gone = record_at(allocator, chunk_of(allocator, number))->gone;
    }
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        if (record_at(allocator, number)->gone) {
            forget(allocator, number);
        }
    }
    return true;
}
