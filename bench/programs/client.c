/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The bench's client: asks its server through the library.
 *
 * One object of the same size stays held while another is granted and freed, so that the allocator neither
 * splits nor merges an untyped, and does the same work each time.
 */
#include "adapter.h"
#include "bounds.h"
#include "kinds.h"
#include "mark.h"
#include "task.h"

#define README_ADDRESS 0x10440000

/* Counts two sections: one grant, one free. */
static void count_both(const struct kind *kind, sel4rpc_client_t *rpc, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t granted;

    kind_grant_and_free(kind, rpc, slot, TASK_WARM_UPS);
    mark();
    int error = kind->grant(rpc, slot, &granted);
    mark();
    task_expect("the grant that is counted", error);
    mark();
    error = kind->free(rpc, &granted);
    mark();
    task_expect("the free that is counted", error);
}

static void run_kind(const struct task *task)
{
    const struct kind *kind = kind_find(task->operation);
    sel4rpc_client_t rpc;
    sel4rpc_memory_t held;

    sel4rpc_client_init(&rpc, task->endpoint);
    if (kind->is_memory) {
        task_expect("the one that is held", kind->grant(&rpc, task_slot(task, 1), &held));
    }
    count_both(kind, &rpc, task_slot(task, 0));
}

/*
 * Keeps `count` frames leased, and one more if the last has a free half beside it. Deletes their capabilities
 * here, because the client has too few slots for them.
 */
static void run_held(const struct task *task)
{
    const struct kind *frame = kind_find("frame");
    sel4rpc_client_t rpc;
    sel4rpc_memory_t held = {.paddr = 0};
    sel4rpc_slot_t slot = task_slot(task, 0);

    sel4rpc_client_init(&rpc, task->endpoint);
    for (seL4_Word i = 0; i < task->count || (held.paddr & (1 << KIND_PAGE_BITS)) != 0; i++) {
        task_expect("one that is held", frame->grant(&rpc, slot, &held));
        task_expect("to delete it here",
                    (int)seL4_CNode_Delete(slot.root, slot.index, (seL4_Uint8)slot.depth));
    }
    count_both(frame, &rpc, slot);
}

/* Counts one section: the free of a frame of which the client has made `count` copies. */
static void run_copies(const struct task *task)
{
    const struct kind *frame = kind_find("frame");
    sel4rpc_slot_t slot = task_slot(task, 0);
    sel4rpc_client_t rpc;
    sel4rpc_memory_t held, granted;

    sel4rpc_client_init(&rpc, task->endpoint);
    task_expect("the one that is held", frame->grant(&rpc, task_slot(task, 1), &held));
    kind_grant_and_free(frame, &rpc, slot, TASK_WARM_UPS);
    task_expect("the one to copy", frame->grant(&rpc, slot, &granted));
    for (seL4_Word i = 0; i < task->count; i++) {
        sel4rpc_slot_t copy = task_slot(task, 2 + i);
        task_expect("a copy", (int)seL4_CNode_Copy(copy.root, copy.index, (seL4_Uint8)copy.depth, slot.root,
                                                   slot.index, (seL4_Uint8)slot.depth, seL4_AllRights));
    }
    mark();
    int error = frame->free(&rpc, &granted);
    mark();
    task_expect("the free that is counted", error);
}

/* Counts one section: `count` frames, one request each. */
static void run_frames(const struct task *task)
{
    const struct kind *frame = kind_find("frame");
    sel4rpc_client_t rpc;
    sel4rpc_memory_t granted;
    int error = 0;

    sel4rpc_client_init(&rpc, task->endpoint);
    task_expect("the one that is held", frame->grant(&rpc, task_slot(task, 0), &granted));
    kind_grant_and_free(frame, &rpc, task_slot(task, 1), TASK_WARM_UPS);
    mark();
    for (seL4_Word i = 0; i < task->count && error == 0; i++) {
        error = frame->grant(&rpc, task_slot(task, 1 + i), &granted);
    }
    mark();
    task_expect("the frames that are counted", error);
}

/* The README's client. Counts one section: its request. */
static int ask_at(sel4rpc_client_t *rpc, uint64_t address, sel4rpc_slot_t slot, uint64_t *cookie)
{
    RpcMessage msg = {
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {.address = address, .size_bits = KIND_PAGE_BITS, .type = seL4_UntypedObject},
    };
    int error = sel4rpc_call(rpc, &msg, slot.root, slot.index, slot.depth);

    *cookie = msg.msg.ret.cookie;
    return error != 0 ? error : (int)msg.msg.errorCode;
}

static void run_readme(const struct task *task)
{
    sel4rpc_client_t rpc;
    uint64_t cookie;

    sel4rpc_client_init(&rpc, task->endpoint);
    task_expect("the one that is held",
                ask_at(&rpc, README_ADDRESS + (1 << KIND_PAGE_BITS), task_slot(task, 1), &cookie));
    for (int i = 0; i < TASK_WARM_UPS; i++) {
        task_expect("a grant", ask_at(&rpc, README_ADDRESS, task_slot(task, 0), &cookie));
        task_expect("a free", sel4rpc_release(&rpc, cookie));
    }
    mark();
    int error = ask_at(&rpc, README_ADDRESS, task_slot(task, 0), &cookie);
    mark();
    task_expect("the README's grant", error);
}

/* Counts an empty section: the cost of the marks. */
static void run_nothing(const struct task *task)
{
    (void)task;
    mark();
    mark();
}

int main(int argc, char *argv[])
{
    static const struct operation operations[] = {
        {"frame", run_kind},
        {"untyped", run_kind},
        {"irq", run_kind},
        {"ports", run_kind},
        {"held", run_held},
        {"copies", run_copies},
        {"frames", run_frames},
        {"adapter", adapter_run_each},
        {"batch", adapter_run_batch},
        {"readme", run_readme},
        {"refusal", bounds_run},
        {"longest", bounds_run},
        {"question", bounds_run},
        {"capability", bounds_run},
        {"hand-over", bounds_run},
        {"first", bounds_run},
        {"merge", bounds_run},
        {"devices", bounds_run},
        {"walk", bounds_run},
        {"overlap", bounds_run},
        {"flush", bounds_run},
        {"displace", bounds_run},
        {"release-ports", bounds_run},
        {"release-frames", bounds_run},
        {"dismiss", bounds_run},
        {"register", bounds_run},
        {"nothing", run_nothing},
        {NULL, NULL},
    };

    task_run(operations, argc, argv);
}
