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

#include "kernel/capability/invoke.h"

#define SCHEDULE_THREAD_SLOTS THREAD_SLOT_FAULT_HANDLER, THREAD_SLOT_TIMEOUT_HANDLER
#define SCHEDULE_THREAD_SLOT_TYPES CAPABILITY_ENDPOINT, CAPABILITY_ENDPOINT
/* Whether a thread that had the fault repeats its system call when the handler has replied. */
#define SCHEDULE_FAULT_REPEATS_CALL(fault) ((fault) == ABI_FAULT_CAP || (fault) == ABI_FAULT_TIMEOUT)
#define SCHEDULE_RESUMED_FIRST false /* these two: see thread/order.c */
#define SCHEDULE_BY_PRIORITY true
#define SCHEDULE_BOOT_BITS ABI_MIN_SCHED_CONTEXT_BITS

struct slot_change;

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
    struct reply *below;           /* in the context's stack */
};

struct thread_schedule {
    struct reply *reply;           /* with which it receives, or for whose reply it waits; or NULL */
    struct sched_context *context; /* or NULL */
};

/* Returns whether the thread may run: whether it has a scheduling context. */
bool schedule_admits(const struct kernel_thread *thread);
/* Counts the thread's kernel entry. Returns false if it stops there, because its budget has ended. */
bool schedule_enter(struct kernel *kernel, struct kernel_thread *thread);
/* Gives the root task what it runs on, in memory at a place in the shadow. Returns how many bytes it takes:
 * 1 << SCHEDULE_BOOT_BITS, or without MCS 0. */
abi_word schedule_boot(struct kernel *kernel, void *shadow, abi_word paddr, struct object *root_cnode);
/* The thread gives up its context. */
void schedule_forget(struct kernel *kernel, struct kernel_thread *thread);
/* Contexts move: with a message that is no call; with a signal; and back, when a thread waits at a
 * notification or with one bound. */
void schedule_sent(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver);
void schedule_signalled(struct kernel *kernel, struct kernel_thread *waiter,
                        const struct notification *notification);
void schedule_waits(struct kernel *kernel, struct kernel_thread *waiter,
                    const struct notification *notification);
/* The notification dies. */
void schedule_destroyed(const struct notification *notification);

/* Methods of TCBs name a handler by a capability. Prepares to put a copy of it into the thread's slot: that
 * of the fault handler, or of the timeout handler if that is what the method sets. */
#define SCHEDULE_HANDLER_WORDS 0
#define SCHEDULE_HANDLER_CAPS 1
#define schedule_keep_handler(thread, address) ((void)0)
bool schedule_decode_handler(struct invocation *invocation, unsigned index, struct slot_change *change);
/* Whether the thread can have the context in the second extra capability; and gives it that. */
bool schedule_check_context(struct invocation *invocation);
void schedule_change_context(struct invocation *invocation);

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

/* Rows of the tables. */
#define SCHEDULE_CNODE_METHODS
#define SCHEDULE_TCB_METHODS {ABI_TCB_SET_TIMEOUT_ENDPOINT, 0, 1, tcb_set_timeout_endpoint},
#define SCHEDULE_TYPES                                                                                       \
    [CAPABILITY_REPLY] =                                                                                     \
        {                                                                                                    \
            .name = "reply",                                                                                 \
            .rights = ABI_RIGHT_GRANT,                                                                       \
            .counts = true,                                                                                  \
            .bytes = sizeof(struct reply),                                                                   \
            .destroy = reply_destroy,                                                                        \
            .invoke = reply_invoke,                                                                          \
            .check_object = check_reply,                                                                     \
    },                                                                                                       \
    [CAPABILITY_SCHED_CONTEXT] =                                                                             \
        {                                                                                                    \
            .name = "sched-context",                                                                         \
            .counts = true,                                                                                  \
            .min_bits = ABI_MIN_SCHED_CONTEXT_BITS,                                                          \
            .bytes = sizeof(struct sched_context),                                                           \
            .destroy = sched_context_destroy,                                                                \
            .methods = sched_context_methods,                                                                \
            .check_object = check_sched_context,                                                             \
    },                                                                                                       \
    [CAPABILITY_SCHED_CONTROL] = {.name = "sched-control", .methods = sched_control_methods}
#define SCHEDULE_OBJECT_TYPES                                                                                \
    [ABI_OBJECT_SCHED_CONTEXT] = {0, CAPABILITY_SCHED_CONTEXT},                                              \
    [ABI_OBJECT_REPLY] = {ABI_REPLY_BITS, CAPABILITY_REPLY},

extern const struct method sched_control_methods[];
extern const struct method sched_context_methods[];
bool tcb_set_timeout_endpoint(struct invocation *invocation);
bool reply_invoke(struct invocation *invocation);
void reply_destroy(struct kernel *kernel, struct object *object);
void sched_context_destroy(struct kernel *kernel, struct object *object);
const char *check_reply(const struct object *object, struct check_sums *sums);
const char *check_sched_context(const struct object *object, struct check_sums *sums);
