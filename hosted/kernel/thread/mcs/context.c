/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts: who has them. Here a budget means only that a thread may run.
 */
#include "kernel/capability/object.h"
#include "kernel/thread/ipc.h"

bool schedule_admits(const struct kernel_thread *thread)
{
    const struct sched_context *context = thread->schedule.context;

    return context != NULL && context->budget > 0;
}

/* The thread may run now, or no longer. */
static void update(struct kernel *kernel, struct kernel_thread *thread)
{
    bool runs = schedule_admits(thread);

    switch (thread->state) {
    case THREAD_PASSIVE:
        if (runs) {
            thread->state = THREAD_INACTIVE;
            (void)thread_resume(kernel, thread); /* fails if its program has ended */
        }
        break;
    case THREAD_RUNNING:
    case THREAD_READY:
    case THREAD_RESTARTING:
        if (!runs) {
            thread_suspend(kernel, thread);
            thread->state = THREAD_PASSIVE;
        }
        break;
    default:
        break;
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
