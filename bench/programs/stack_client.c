/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Measures the client's stack for a request: of sel4rpc_call() alone, and of the typed calls. Prints the
 * largest.
 */
#include "kinds.h"
#include "stack.h"
#include "task.h"

#include <stdio.h>

struct most {
    unsigned call;  /* sel4rpc_call() */
    unsigned typed; /* the typed calls */
};

static void keep(unsigned *most, unsigned used)
{
    *most = used > *most ? used : *most;
}

/* One of each message that grants nothing, or nothing that stays. */
static const RpcMessage requests[] = {
    {.which_msg = RpcMessage_version_tag},
    {.which_msg = RpcMessage_account_tag},
    {.which_msg = RpcMessage_lease_tag},
    {.which_msg = RpcMessage_range_tag, .msg.range = {.kind = LeaseKind_IRQ}},
    {.which_msg = RpcMessage_irq_tag,
     .msg.irq = {.which_type = IrqAllocMessage_ioapic_tag, .type.ioapic = {0, 5, 0, 0, 5}}},
    {.which_msg = RpcMessage_memory_tag,
     .msg.memory = {.address = 0x10440000, .size_bits = KIND_PAGE_BITS, .type = seL4_UntypedObject}},
};

static void measure_call(sel4rpc_client_t *rpc, RpcMessage message, sel4rpc_slot_t slot, struct most *most)
{
    stack_paint();
    int error = sel4rpc_call(rpc, &message, slot.root, slot.index, slot.depth);
    unsigned used = stack_used();

    keep(&most->call, used);
    task_expect("a request", error != 0 ? error : (int)message.msg.errorCode);
    uint64_t cookie = message.msg.ret.cookie;
    if (cookie != 0) {
        task_expect("its free", sel4rpc_release(rpc, cookie));
    }
}

static void measure_kind(sel4rpc_client_t *rpc, const struct kind *kind, sel4rpc_slot_t slot,
                         struct most *most)
{
    sel4rpc_memory_t granted;

    stack_paint();
    int error = kind->grant(rpc, slot, &granted);
    keep(&most->typed, stack_used());
    task_expect("a grant", error);
    stack_paint();
    error = kind->free(rpc, &granted);
    keep(&most->typed, stack_used());
    task_expect("a free", error);
}

static void run_stack(const struct task *task)
{
    sel4rpc_client_t rpc;
    sel4rpc_memory_t held;
    struct most most = {0};

    sel4rpc_client_init(&rpc, task->endpoint);
    task_expect("a lease", kinds[0].grant(&rpc, task_slot(task, 1), &held));
    for (unsigned i = 0; i < kind_count; i++) {
        measure_kind(&rpc, &kinds[i], task_slot(task, 0), &most);
    }
    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        measure_call(&rpc, requests[i], task_slot(task, 0), &most);
    }
    printf("stack %u sel4rpc_call\nstack %u typed calls\n", most.call, most.typed);
}

int main(int argc, char *argv[])
{
    static const struct operation operations[] = {{"stack", run_stack}, {NULL, NULL}};

    task_run(operations, argc, argv);
}
