/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client of the hand-written IPC: what a program without a library would do to ask its parent. It makes
 * the same requests as client.c; and it does the same work without a parent, by bare Retype.
 */
#include "bare_ask.h"
#include "mark.h"
#include "task.h"

#include <sel4utils/process.h>
#include <string.h>

#define IRQ 5
#define FIRST_PORT 0x60
#define LAST_PORT 0x6f
#define PAGE_BITS 12
#define POOL_BITS 23 /* log2 of the untyped for all frames of a run */

static const struct kind {
    const char *operation;
    struct bare_request request;
} kinds[] = {
    {"frame", {{BARE_MEMORY, seL4_X86_4K, PAGE_BITS}}},
    {"untyped", {{BARE_MEMORY, seL4_UntypedObject, PAGE_BITS}}},
    {"irq", {{BARE_IRQ, IRQ, 0}}},
    {"ports", {{BARE_PORTS, FIRST_PORT, LAST_PORT}}},
    {"pool", {{BARE_MEMORY, seL4_UntypedObject, POOL_BITS}}},
};

#define FRAME (&kinds[0])
#define POOL (&kinds[4])

static void grant_and_free(const struct task *task, const struct kind *kind, sel4rpc_slot_t slot)
{
    for (int i = 0; i < TASK_WARM_UPS; i++) {
        seL4_Word name;
        task_expect("a grant", bare_grant(task->endpoint, &kind->request, slot, &name));
        task_expect("a free", bare_free(task->endpoint, name));
    }
}

/* Counts two sections: one grant, one free. */
static void run_kind(const struct task *task)
{
    const struct kind *kind = kinds;
    sel4rpc_slot_t slot = task_slot(task, 0);
    seL4_Word name;

    while (strcmp(kind->operation, task->operation) != 0) {
        kind++;
    }
    if (kind->request.words[0] == BARE_MEMORY) {
        task_expect("the one that is held",
                    bare_grant(task->endpoint, &kind->request, task_slot(task, 1), &name));
    }
    grant_and_free(task, kind, slot);
    mark();
    int error = bare_grant(task->endpoint, &kind->request, slot, &name);
    mark();
    task_expect("the grant that is counted", error);
    mark();
    error = bare_free(task->endpoint, name);
    mark();
    task_expect("the free that is counted", error);
}

/* Counts one section: `count` frames, one request each. */
static void run_frames(const struct task *task)
{
    seL4_Word name;
    int error = 0;

    task_expect("the one that is held",
                bare_grant(task->endpoint, &FRAME->request, task_slot(task, 0), &name));
    grant_and_free(task, FRAME, task_slot(task, 1));
    mark();
    for (seL4_Word i = 0; i < task->count && error == 0; i++) {
        error = bare_grant(task->endpoint, &FRAME->request, task_slot(task, 1 + i), &name);
    }
    mark();
    task_expect("the frames that are counted", error);
}

/* Counts one section: `count` frames from one untyped, up to `at_once` by each Retype. */
static void retype(const struct task *task, seL4_Word at_once)
{
    sel4rpc_slot_t pool = task_slot(task, 0);
    seL4_Word name;
    seL4_Error error = seL4_NoError;

    task_expect("an untyped", bare_grant(task->endpoint, &POOL->request, pool, &name));
    mark();
    for (seL4_Word i = 0; i < task->count && error == seL4_NoError; i += at_once) {
        seL4_Word left = task->count - i;
        error = seL4_Untyped_Retype(pool.index, seL4_X86_4K, PAGE_BITS, SEL4UTILS_CNODE_SLOT, 0, 0,
                                    pool.index + 1 + i, left < at_once ? left : at_once);
    }
    mark();
    task_expect("the frames that are counted", (int)error);
}

static void run_retype(const struct task *task)
{
    retype(task, 1);
}

static void run_retype_many(const struct task *task)
{
    retype(task, CONFIG_RETYPE_FAN_OUT_LIMIT);
}

int main(int argc, char *argv[])
{
    static const struct operation operations[] = {
        {"frame", run_kind},
        {"untyped", run_kind},
        {"irq", run_kind},
        {"ports", run_kind},
        {"frames", run_frames},
        {"retype", run_retype},
        {"retype-many", run_retype_many},
        {NULL, NULL},
    };

    task_run(operations, argc, argv);
}
