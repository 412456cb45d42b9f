/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames from the allocator in the child; see adapter.h. The allocator starts empty, so its requests to the
 * parent count too. The caller provides the frames' slots, as for a bare Retype.
 */
#include "adapter.h"

#include "mark.h"

#include <sel4rpc/vka.h>
#include <sel4utils/process.h>

#define RECORDS 256
#define SLOTS 2048
#define FRAMES 1000
#define PAGE_BITS 12

struct adapter {
    sel4rpc_client_t rpc;
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    sel4rpc_vka_t allocator;
    vka_t vka;
};

/* The allocator's own slots follow those of the frames. */
static void init(struct adapter *adapter, const struct task *task)
{
    static sel4rpc_vka_record_t records[RECORDS];
    static seL4_Word map[SEL4RPC_SLOT_WORDS(SLOTS)];

    task_expect("as many frames as there are slots for", task->count > FRAMES);
    sel4rpc_client_init(&adapter->rpc, task->endpoint);
    task_expect("slots", sel4rpc_slots_of_range(&adapter->range, SEL4UTILS_CNODE_SLOT, seL4_WordBits,
                                                task_slot(task, FRAMES).index, SLOTS, map, &adapter->slots));
    task_expect("an allocator",
                sel4rpc_vka_init(&adapter->allocator, &adapter->rpc, &adapter->slots, records, RECORDS));
    sel4rpc_vka_make(&adapter->allocator, &adapter->vka);
}

static cspacepath_t path_of(struct adapter *adapter, const struct task *task, seL4_Word n)
{
    cspacepath_t path;

    vka_cspace_make_path(&adapter->vka, task_slot(task, n).index, &path);
    return path;
}

void adapter_run_each(const struct task *task)
{
    struct adapter adapter;
    seL4_Word cookie;
    int error = 0;

    init(&adapter, task);
    mark();
    for (seL4_Word i = 0; i < task->count && error == 0; i++) {
        cspacepath_t path = path_of(&adapter, task, i);
        error = vka_utspace_alloc(&adapter.vka, &path, seL4_X86_4K, PAGE_BITS, &cookie);
    }
    mark();
    task_expect("the frames that are counted", error);
}

void adapter_run_batch(const struct task *task)
{
    static seL4_Word cookies[FRAMES];
    struct adapter adapter;

    init(&adapter, task);
    mark();
    cspacepath_t path = path_of(&adapter, task, 0);
    int error =
        sel4rpc_vka_alloc_many(&adapter.allocator, &path, seL4_X86_4K, PAGE_BITS, task->count, cookies);
    mark();
    task_expect("the frames that are counted", error);
}
