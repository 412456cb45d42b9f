/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * By the clock: grants and frees `count` frames, one at a time, and prints the nanoseconds. For the process
 * machine only: fibers have no clock.
 */
#include "kinds.h"
#include "task.h"

#include <stdio.h>
#include <time.h>

static void grant_and_free(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, seL4_Word times)
{
    const struct kind *frame = kind_find("frame");
    sel4rpc_memory_t granted;

    for (seL4_Word i = 0; i < times; i++) {
        task_expect("a grant", frame->grant(rpc, slot, &granted));
        task_expect("a free", frame->free(rpc, &granted));
    }
}

static void run_rate(const struct task *task)
{
    sel4rpc_client_t rpc;
    sel4rpc_memory_t held;
    struct timespec start, end;

    sel4rpc_client_init(&rpc, task->endpoint);
    task_expect("the one that is held", kind_find("frame")->grant(&rpc, task_slot(task, 1), &held));
    grant_and_free(&rpc, task_slot(task, 0), TASK_WARM_UPS);
    clock_gettime(CLOCK_MONOTONIC, &start);
    grant_and_free(&rpc, task_slot(task, 0), task->count);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%lld\n", (long long)(end.tv_sec - start.tv_sec) * 1000000000 + (end.tv_nsec - start.tv_nsec));
}

int main(int argc, char *argv[])
{
    static const struct operation operations[] = {{"rate", run_rate}, {NULL, NULL}};

    task_run(operations, argc, argv);
}
