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

static void run_rate(const struct task *task)
{
    const struct kind *frame = kind_find("frame");
    sel4rpc_client_t rpc;
    sel4rpc_memory_t held;
    struct timespec start, end;

    sel4rpc_client_init(&rpc, task->endpoint);
    task_expect("the one that is held", frame->grant(&rpc, task_slot(task, 1), &held));
    kind_grant_and_free(frame, &rpc, task_slot(task, 0), TASK_WARM_UPS);
    clock_gettime(CLOCK_MONOTONIC, &start);
    kind_grant_and_free(frame, &rpc, task_slot(task, 0), task->count);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%lld\n", (long long)(end.tv_sec - start.tv_sec) * 1000000000 + (end.tv_nsec - start.tv_nsec));
}

int main(int argc, char *argv[])
{
    static const struct operation operations[] = {{"rate", run_rate}, {NULL, NULL}};

    task_run(operations, argc, argv);
}
