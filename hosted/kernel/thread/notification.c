/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Notifications: the badges of signals are ORed until somebody takes them.
 */
#include "kernel/thread/ipc.h"

void notification_signal(struct kernel *kernel, struct notification *notification, abi_word badge)
{
    struct kernel_thread *waiter = notification->queue.head;
    struct kernel_thread *bound = notification->bound;

    if (waiter == NULL && bound != NULL && bound->state == THREAD_BLOCKED_RECEIVE) {
        waiter = bound;
    }
    if (waiter != NULL) {
        thread_queue_remove(waiter);
        thread_return_badge(kernel, waiter, badge);
        schedule_signalled(kernel, waiter, notification);
    } else {
        notification->active = true;
        notification->word |= badge;
    }
}

void notification_take(struct kernel *kernel, struct kernel_thread *thread, struct notification *notification)
{
    abi_word word = notification->word;

    notification->active = false;
    notification->word = 0;
    thread_return_badge(kernel, thread, word);
}

bool notification_receive(struct kernel *kernel, struct kernel_thread *thread,
                          const struct capability *capability, bool blocking)
{
    struct notification *notification = capability->notification;

    if (notification->bound != NULL && notification->bound != thread) {
        return false;
    }
    if (notification->active) {
        notification_take(kernel, thread, notification);
    } else if (blocking) {
        thread->state = THREAD_BLOCKED_NOTIFICATION;
        order_wait(&notification->queue, thread);
        schedule_waits(kernel, thread, notification);
    } else {
        thread_return_badge(kernel, thread, 0);
    }
    return true;
}

bool notification_invoke(struct invocation *invocation)
{
    const struct capability *capability = &invocation->slot->capability;

    if ((capability->rights & ABI_RIGHT_WRITE) == 0) {
        return refuse_capability(invocation, 0);
    }
    notification_signal(invocation->kernel, capability->notification, capability->badge);
    return true;
}

void notification_unbind(struct kernel_thread *thread)
{
    if (thread->bound != NULL) {
        thread->bound->bound = NULL;
        thread->bound = NULL;
    }
}

void notification_destroy(struct kernel *kernel, struct object *object)
{
    struct notification *notification = (struct notification *)(void *)object;

    schedule_destroyed(notification);
    if (notification->bound != NULL) {
        notification_unbind(notification->bound);
    }
    while (notification->queue.head != NULL) {
        thread_restart(kernel, notification->queue.head);
    }
}
