/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The order in which threads run and queues are served. If the machine always takes the first ready thread of
 * the highest priority, threads run in seL4's order:
 *
 *  - the thread in the kernel goes on, unless one of a higher priority is ready; then it is the first of its
 * own;
 *  - a thread that others make ready comes first among its equals; but if the one in the kernel is its equal,
 * last, unless that one waits now: then the first so made ready runs at once;
 *  - threads that repeat their system calls do so the last first, and are ready again in that order;
 *  - a thread that is resumed comes first, with MCS as any other (SCHEDULE_RESUMED_FIRST);
 *  - endpoints and notifications serve who came first, with MCS who has the highest priority
 * (SCHEDULE_BY_PRIORITY).
 */
#include "kernel/thread/thread.h"

void order_begin(struct kernel *kernel, struct kernel_thread *thread)
{
    kernel->current = thread;
    kernel->candidate = NULL;
    kernel->repeated = NULL;
}

static void put_first(struct kernel *kernel, struct kernel_thread *thread)
{
    thread_queue_remove(thread);
    thread_queue_insert(&kernel->ready, thread, kernel->ready.head);
}

void order_ready(struct kernel *kernel, struct kernel_thread *thread)
{
    const struct kernel_thread *current = kernel->current;

    if (kernel->repeats) {
        struct kernel_thread *last = kernel->repeated;
        bool follows = last != NULL && last->queue == &kernel->ready;
        thread_queue_insert(&kernel->ready, thread, follows ? last->next : kernel->ready.head);
        kernel->repeated = thread;
        return;
    }
    if (current == NULL || current == thread || current->priority != thread->priority) {
        put_first(kernel, thread);
        return;
    }
    thread_queue_append(&kernel->ready, thread);
    if (kernel->candidate == NULL) {
        kernel->candidate = thread;
    }
}

void order_resumed(struct kernel *kernel, struct kernel_thread *thread)
{
    if (SCHEDULE_RESUMED_FIRST && thread->queue == &kernel->ready) {
        put_first(kernel, thread);
    }
}

void order_end(struct kernel *kernel, bool yields)
{
    struct kernel_thread *current = kernel->current, *candidate = kernel->candidate;

    if (current != NULL && current->queue == &kernel->ready) {
        if (yields || current->previous != NULL) { /* otherwise it is the first already */
            thread_queue_remove(current);
            thread_queue_insert(&kernel->ready, current, yields ? NULL : kernel->ready.head);
        }
    } else if (candidate != NULL && candidate->queue == &kernel->ready) {
        put_first(kernel, candidate);
    }
    order_begin(kernel, NULL);
}

void order_forget(struct kernel *kernel, const struct kernel_thread *thread)
{
    if (kernel->current == thread) {
        kernel->current = NULL;
    }
    if (kernel->candidate == thread) {
        kernel->candidate = NULL;
    }
    if (kernel->repeated == thread) {
        kernel->repeated = NULL;
    }
}

void order_wait(struct thread_queue *queue, struct kernel_thread *thread)
{
    struct kernel_thread *before = SCHEDULE_BY_PRIORITY ? queue->head : NULL;

    while (before != NULL && before->priority >= thread->priority) {
        before = before->next;
    }
    thread_queue_insert(queue, thread, before);
}

void order_set_priority(struct kernel *kernel, struct kernel_thread *thread, abi_word priority)
{
    struct thread_queue *queue = thread->queue;

    thread->priority = (uint8_t)priority;
    if (queue == &kernel->ready) {
        thread_queue_remove(thread);
        if (SCHEDULE_BY_PRIORITY) {
            put_first(kernel, thread);
        } else {
            order_ready(kernel, thread);
        }
    } else if (queue != NULL && queue != &kernel->restarting && SCHEDULE_BY_PRIORITY) {
        thread_queue_remove(thread);
        order_wait(queue, thread);
    }
}

struct kernel_thread *order_next_restarting(const struct kernel *kernel)
{
    struct kernel_thread *best = kernel->restarting.head;

    for (struct kernel_thread *thread = best; thread != NULL; thread = thread->next) {
        if (thread->priority >= best->priority) {
            best = thread;
        }
    }
    return best;
}
