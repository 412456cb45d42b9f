/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that waits for an answer for a while only, and then goes on without it.
 */
#include "../common/child.h"
#include "../common/child_platform.h"
#include "timed_call.h"

#include <stdlib.h>

#define LONG 60000000u /* microseconds: nothing takes as long */
#define SHORT 50000u

struct impatient {
    sel4rpc_child_t child;
    struct platform_child below;
    sel4rpc_platform_t platform;
    struct timed_call timed;
    sel4rpc_slot_t slot;
    sel4rpc_memory_t memory;
};

/* In the second thread. */
static int ask(void *data)
{
    struct impatient *impatient = data;

    return sel4rpc_alloc_memory(&impatient->child.rpc, seL4_UntypedObject, 16, impatient->slot,
                                &impatient->memory);
}

static void expect_answer(struct impatient *impatient, const char *what)
{
    int error = 0;

    impatient->child.failures += !timed_call(&impatient->timed, LONG, ask, impatient, &error);
    child_expect(&impatient->child, what, 0, error);
    child_expect(&impatient->child, "freed them", 0,
                 sel4rpc_free_memory(&impatient->child.rpc, &impatient->memory));
}

static void expect_none(struct impatient *impatient)
{
    int error;
    bool is_done = timed_call(&impatient->timed, SHORT, ask, impatient, &error);

    child_say(&impatient->child, "asked for 64 KiB again: %s",
              is_done ? "an answer" : "no answer in 50 ms; I do not wait any longer");
    impatient->child.failures += is_done;
}

int main(int argc, char *argv[])
{
    static struct impatient impatient;
    sel4rpc_child_t *child = &impatient.child;

    if (sel4rpc_child_init(child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    impatient.slot = sel4rpc_child_take_slot(child);
    child_expect(child, "made an allocator", 0,
                 platform_child_init(&impatient.below, &impatient.platform, &child->rpc, child->next_slot));
    child_expect(child, "took the timer, and made a second thread", 0,
                 timed_call_init(&impatient.timed, &impatient.platform, PLATFORM_CHILD_CNODE_BITS,
                                 child->rpc.server_ep));
    if (child->failures != 0) {
        sel4rpc_child_finish(child);
    }
    expect_answer(&impatient, "asked for 64 KiB");
    sel4rpc_child_tell_ready(child);
    expect_none(&impatient);
    expect_answer(&impatient, "and once more");
    timed_call_clean_up(&impatient.timed);
    sel4rpc_child_finish(child);
}
