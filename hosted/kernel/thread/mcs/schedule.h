/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What MCS adds: scheduling contexts, on which threads run, and reply objects.
 *
 * A context belongs to at most one thread at a time. A Call to a passive thread, one without context, lends
 * it the caller's; the reply returns it. So that it finds its way back, the replies through which it was lent
 * form a stack, the latest first.
 */
#pragma once

#include "kernel/capability/slot.h"

#define SCHEDULE_THREAD_SLOTS THREAD_SLOT_FAULT_HANDLER, THREAD_SLOT_TIMEOUT_HANDLER
#define SCHEDULE_THREAD_SLOT_TYPES CAPABILITY_ENDPOINT, CAPABILITY_ENDPOINT
#define SCHEDULE_BOOT_BITS ABI_MIN_SCHED_CONTEXT_BITS

struct reply;

struct sched_context {
    struct object object;
    struct kernel_thread *thread;
    struct notification *notification; /* lends it to passive threads that take its signals */
    struct reply *stack;
    abi_word budget; /* in microseconds; 0 until it is configured */
    abi_word period;
    abi_word badge;
    abi_word consumed; /* in kernel entries, since it was last told */
    abi_word used;     /* of the budget, in kernel entries of a thread with a timeout handler */
};

struct reply {
    struct object object;
    struct kernel_thread *thread;  /* receives with it, or waits for its reply */
    struct sched_context *context; /* the one that was lent through it, or NULL */
    struct reply *above;           /* in the context's stack: later */
    struct reply *below;
};

struct thread_schedule {
    struct reply *reply;           /* with which it receives, or for whose reply it waits; or NULL */
    struct sched_context *context; /* or NULL */
};

static inline struct sched_context *capability_context(const struct capability *capability)
{
    return (struct sched_context *)(void *)capability->object;
}

static inline struct reply *capability_reply(const struct capability *capability)
{
    return (struct reply *)(void *)capability->object;
}

/* Moves a context to a thread that has none. Threads begin and cease to run accordingly. */
void context_give(struct kernel *kernel, struct sched_context *context, struct kernel_thread *thread);
/* Takes the context from its thread, if it has one. */
void context_take(struct kernel *kernel, struct sched_context *context);
/* Sets budget, period and badge, as SchedControl_ConfigureFlags has them. */
void context_configure(struct kernel *kernel, struct sched_context *context, const abi_word parameters[4]);
/* Whether the context can be bound to the thread. */
bool context_suits(const struct sched_context *context, const struct kernel_thread *thread);

/* Takes a reply out of its context's stack, if it is in one; the context stays where it is. */
void reply_leave_stack(struct reply *reply);
