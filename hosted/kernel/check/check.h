/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parts of the kernel's self-check. Each function returns NULL, or a description of the fault.
 */
#pragma once

#include "kernel/thread/thread.h"

/* What the check adds up as it goes. */
struct check_sums {
    const struct kernel *kernel;
    struct kernel_census census;
    unsigned long queued;   /* threads found in queues */
    unsigned long queueing; /* threads that say they are in a queue */
};

/* The slot after this one in the tree below `root`, parents first; NULL after the last. */
struct slot *check_next(const struct slot *root, struct slot *slot);

const char *check_capability(const struct slot *slot, struct check_sums *sums);
const char *check_object(struct object *object, struct check_sums *sums);

/* For the table of types: capabilities, */
const char *check_untyped(const struct slot *slot, struct check_sums *sums);
const char *check_frame(const struct slot *slot, struct check_sums *sums);
const char *check_io_port(const struct slot *slot, struct check_sums *sums);

/* and objects. */
const char *check_endpoint(const struct object *object, struct check_sums *sums);
const char *check_notification(const struct object *object, struct check_sums *sums);
const char *check_thread(const struct object *object, struct check_sums *sums);
const char *check_vspace(const struct object *object, struct check_sums *sums);

/* With MCS or without: what the thread waits for and runs on. */
const char *check_schedule(const struct kernel_thread *thread);

/* Checks a queue whose threads must all be in one of two states. */
const char *check_queue(const struct thread_queue *queue, enum thread_state one, enum thread_state other,
                        struct check_sums *sums);
