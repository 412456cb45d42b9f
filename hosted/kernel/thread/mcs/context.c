/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts: who has them, and their methods. Here a budget means only that a thread may run.
 */
#include "kernel/check/check.h"
#include "kernel/thread/ipc.h"

#define MIN_BUDGET_US 20
#define MAX_PERIOD_US ((abi_word)1 << 48)
/* A context has room for two refills, and so many bytes. */
#define CORE_BYTES (10 * ABI_WORD_BYTES + 6 * 8)
#define REFILL_BYTES 16

bool schedule_admits(const struct kernel_thread *thread)
{
    const struct sched_context *context = thread->schedule.context;

    return context != NULL && context->budget > 0;
}

/* The thread may run now, or no longer. */
static void update(struct kernel *kernel, struct kernel_thread *thread)
{
    bool runs = schedule_admits(thread);
    uint8_t state = thread->state;

    if (runs && state == THREAD_PASSIVE) {
        thread->state = THREAD_INACTIVE;
        (void)thread_resume(kernel, thread); /* fails if its program has ended */
    } else if (!runs && (state == THREAD_RUNNING || state == THREAD_READY || state == THREAD_RESTARTING)) {
        thread_suspend(kernel, thread);
        thread->state = THREAD_PASSIVE;
    }
}

void context_take(struct kernel *kernel, struct sched_context *context)
{
    struct kernel_thread *thread = context->thread;

    if (thread != NULL) {
        thread->schedule.context = NULL;
        context->thread = NULL;
        update(kernel, thread);
    }
}

void context_give(struct kernel *kernel, struct sched_context *context, struct kernel_thread *thread)
{
    context_take(kernel, context);
    context->thread = thread;
    thread->schedule.context = context;
    update(kernel, thread);
}

void context_configure(struct kernel *kernel, struct sched_context *context, const abi_word parameters[4])
{
    context->budget = parameters[0];
    context->period = parameters[1];
    context->badge = parameters[3];
    context->used = 0;
    if (context->thread != NULL) {
        update(kernel, context->thread);
    }
}

void schedule_forget(struct kernel *kernel, struct kernel_thread *thread)
{
    if (thread->schedule.context != NULL) {
        context_take(kernel, thread->schedule.context);
    }
}

/* Whether the thread's system call hands its context on together with a message. */
static bool donates(const struct kernel_thread *sender)
{
    return sender->message.what == ABI_SYS_NBSEND_RECV || sender->message.what == ABI_SYS_NBSEND_WAIT;
}

void schedule_sent(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver)
{
    if (donates(sender) && sender->schedule.context != NULL && receiver->schedule.context == NULL) {
        context_give(kernel, sender->schedule.context, receiver);
    }
}

void schedule_signalled(struct kernel *kernel, struct kernel_thread *waiter,
                        const struct notification *notification)
{
    struct sched_context *context = notification->context;

    if (context != NULL && context->thread == NULL && waiter->schedule.context == NULL) {
        context_give(kernel, context, waiter);
    }
}

void schedule_waits(struct kernel *kernel, struct kernel_thread *waiter,
                    const struct notification *notification)
{
    if (notification != NULL && notification->context != NULL &&
        notification->context == waiter->schedule.context) {
        context_take(kernel, notification->context);
    }
}

void schedule_destroyed(const struct notification *notification)
{
    if (notification->context != NULL) {
        notification->context->notification = NULL;
    }
}

abi_word schedule_boot(struct kernel *kernel, void *shadow, abi_word paddr, struct object *root_cnode)
{
    static const abi_word round_robin[4] = {5000, 5000};
    struct object *object =
        object_create(kernel, shadow, ABI_OBJECT_SCHED_CONTEXT, SCHEDULE_BOOT_BITS, paddr, false);
    struct sched_context *context = (struct sched_context *)(void *)object;
    const struct capability control = {.type = CAPABILITY_SCHED_CONTROL, .original = true};
    struct capability capability;

    object_capability(object, &capability);
    slot_insert(kernel, cnode_slot(root_cnode, ABI_ROOT_SCHED_CONTEXT), &capability, &kernel->tree);
    slot_insert(kernel, cnode_slot(root_cnode, ABI_ROOT_SCHED_CONTROL), &control, &kernel->tree);
    context_configure(kernel, context, round_robin);
    context_give(kernel, context, kernel->root_thread);
    return (abi_word)1 << SCHEDULE_BOOT_BITS;
}

static bool configure(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    const abi_word *mr = invocation->mr;
    abi_word most_refills;

    if (capability->type != CAPABILITY_SCHED_CONTEXT) {
        return refuse_capability(invocation, 1);
    }
    most_refills = (((abi_word)1 << capability->bits) - CORE_BYTES) / REFILL_BYTES;
    if (mr[0] < MIN_BUDGET_US || mr[0] > MAX_PERIOD_US || mr[1] < MIN_BUDGET_US || mr[1] > MAX_PERIOD_US) {
        return refuse_range(invocation, MIN_BUDGET_US, MAX_PERIOD_US);
    }
    if (mr[0] > mr[1]) {
        return refuse_range(invocation, MIN_BUDGET_US, mr[1]);
    }
    if (mr[2] > most_refills) {
        return refuse_range(invocation, 0, most_refills);
    }
    context_configure(invocation->kernel, capability->context, mr);
    return true;
}

const struct method sched_control_methods[] = {{ABI_SCHED_CONTROL_CONFIGURE_FLAGS, 5, 1, configure}, {0}};

bool context_suits(const struct sched_context *context, const struct kernel_thread *thread)
{
    bool waits = thread->state >= THREAD_BLOCKED_SEND;

    return context->thread == NULL && thread->schedule.context == NULL && (!waits || context->budget > 0);
}

static bool bind(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    struct sched_context *context = invocation->slot->capability.context;

    if (capability->type == CAPABILITY_NOTIFICATION) {
        if (context->notification != NULL || capability->notification->context != NULL) {
            return refuse(invocation, ABI_ILLEGAL_OPERATION);
        }
        context->notification = capability->notification;
        context->notification->context = context;
        return true;
    }
    if (capability->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    if (!context_suits(context, capability->thread)) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    context_give(invocation->kernel, context, capability->thread);
    return true;
}

static void unbind_notification(struct sched_context *context)
{
    if (context->notification != NULL) {
        context->notification->context = NULL;
        context->notification = NULL;
    }
}

static bool unbind(struct invocation *invocation)
{
    struct sched_context *context = invocation->slot->capability.context;

    if (context->thread == invocation->thread) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    context_take(invocation->kernel, context);
    unbind_notification(context);
    return true;
}

static bool unbind_object(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    struct sched_context *context = invocation->slot->capability.context;

    if (capability->type == CAPABILITY_NOTIFICATION) {
        if (context->notification != capability->notification) {
            return refuse(invocation, ABI_ILLEGAL_OPERATION);
        }
        unbind_notification(context);
        return true;
    }
    if (capability->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    if (context->thread != capability->thread || context->thread == invocation->thread) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    context_take(invocation->kernel, context);
    return true;
}

static bool tell_consumed(struct invocation *invocation)
{
    struct sched_context *context = invocation->slot->capability.context;
    abi_word consumed = context->consumed;

    context->consumed = 0;
    return invocation_end(invocation, ABI_NO_ERROR, consumed);
}

/* Priorities have no effect here, so all that is left is to tell the time. */
static bool yield_to(struct invocation *invocation)
{
    const struct kernel_thread *thread = invocation->slot->capability.context->thread;

    if (thread == NULL || thread == invocation->thread ||
        thread->priority > invocation->thread->max_priority) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    return tell_consumed(invocation);
}

const struct method sched_context_methods[] = {
    {ABI_SCHED_CONTEXT_BIND, 0, 1, bind},
    {ABI_SCHED_CONTEXT_UNBIND, 0, 0, unbind},
    {ABI_SCHED_CONTEXT_UNBIND_OBJECT, 0, 1, unbind_object},
    {ABI_SCHED_CONTEXT_CONSUMED, 0, 0, tell_consumed},
    {ABI_SCHED_CONTEXT_YIELD_TO, 0, 0, yield_to},
    {0},
};

void sched_context_destroy(struct kernel *kernel, struct object *object)
{
    struct sched_context *context = (struct sched_context *)(void *)object;

    context_take(kernel, context);
    unbind_notification(context);
    while (context->stack != NULL) {
        reply_leave_stack(context->stack);
    }
}

const char *check_sched_context(const struct object *object, struct check_sums *sums)
{
    const struct sched_context *context = (const struct sched_context *)(const void *)object;

    (void)sums;
    if (context->thread != NULL && context->thread->schedule.context != context) {
        return "a scheduling context has a thread that does not know it";
    }
    if (context->notification != NULL && context->notification->context != context) {
        return "a scheduling context has a notification that does not know it";
    }
    for (const struct reply *reply = context->stack; reply != NULL; reply = reply->below) {
        if (reply->context != context) {
            return "a scheduling context's stack of replies is broken";
        }
    }
    return NULL;
}
