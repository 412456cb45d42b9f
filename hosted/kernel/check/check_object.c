/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's check of itself: objects, one at a time.
 */
#include "kernel/check/check.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/ipc.h"

const char *check_queue(const struct thread_queue *queue, enum thread_state one, enum thread_state other,
                        struct check_sums *sums)
{
    const struct kernel_thread *previous = NULL;
    for (const struct kernel_thread *thread = queue->head; thread != NULL; thread = thread->next) {
        if (thread->queue != queue || thread->previous != previous) {
            return "a queue's links are broken";
        }
        if (thread->state != one && thread->state != other) {
            return "a queue holds a thread in a state that does not belong there";
        }
        if (thread->state != queue->head->state) {
            return "an endpoint has senders and receivers waiting";
        }
        previous = thread;
        sums->queued++;
    }
    return queue->tail == previous ? NULL : "a queue's tail is wrong";
}

static const char *check_notification(const struct notification *notification, struct check_sums *sums)
{
    if (notification->active && notification->queue.head != NULL) {
        return "a notification has both signals and waiters";
    }
    if (!notification->active && notification->word != 0) {
        return "a notification keeps signals that were taken";
    }
    if (notification->bound != NULL && notification->bound->bound != notification) {
        return "a notification is bound to a thread that is not bound to it";
    }
    return check_queue(&notification->queue, THREAD_BLOCKED_NOTIFICATION, THREAD_BLOCKED_NOTIFICATION, sums);
}

static const char *check_thread_slots(const struct kernel_thread *thread)
{
    static const uint8_t types[THREAD_SLOT_COUNT] = {CAPABILITY_CNODE, CAPABILITY_VSPACE, CAPABILITY_FRAME,
                                                     CAPABILITY_REPLY};
    for (unsigned i = 0; i < THREAD_SLOT_COUNT; i++) {
        if (!slot_is_empty(&thread->slots[i]) && thread->slots[i].capability.type != types[i]) {
            return "a thread has a capability of a wrong type in one of its own slots";
        }
    }
    return NULL;
}

static bool queue_fits_state(const struct kernel *kernel, const struct kernel_thread *thread)
{
    switch (thread->state) {
    case THREAD_INACTIVE:
    case THREAD_RUNNING:
    case THREAD_BLOCKED_REPLY:
        return thread->queue == NULL;
    case THREAD_READY:
        return thread->queue == &kernel->ready;
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_RECEIVE:
    case THREAD_BLOCKED_NOTIFICATION:
        return thread->queue != NULL && thread->queue != &kernel->ready;
    default:
        return false;
    }
}

static const char *check_thread(const struct kernel *kernel, const struct kernel_thread *thread,
                                struct check_sums *sums)
{
    bool waits = thread->state == THREAD_BLOCKED_SEND || thread->state == THREAD_BLOCKED_REPLY;
    sums->queueing += thread->queue != NULL;
    if (!queue_fits_state(kernel, thread)) {
        return "a thread's queue does not fit its state";
    }
    if (thread->queue == NULL && (thread->next != NULL || thread->previous != NULL)) {
        return "a thread outside queues has neighbours";
    }
    if (thread->fault.label != ABI_FAULT_NULL && !waits) {
        return "a thread has a fault that nobody will handle";
    }
    if (thread->reply != NULL &&
        (thread->reply->capability.type != CAPABILITY_REPLY || thread->reply->capability.caller != thread)) {
        return "a thread waits for a reply capability that is gone";
    }
    if (thread->bound != NULL && thread->bound->bound != thread) {
        return "a thread is bound to a notification that is not bound to it";
    }
    return check_thread_slots(thread);
}

static const char *check_vspace(const struct kernel_vspace *vspace, struct check_sums *sums)
{
    for (unsigned i = 0; i < VSPACE_BUCKETS; i++) {
        for (const struct slot *slot = vspace->mappings[i]; slot != NULL; slot = slot->list_next) {
            const struct capability *frame = &slot->capability;
            abi_word size = (abi_word)1 << frame->bits;
            if (frame->type != CAPABILITY_FRAME || frame->vspace != vspace || *slot->list_link != slot) {
                return "a VSpace has a mapping that is none";
            }
            if (frame->vaddr % size != 0 || frame->vaddr > ABI_USER_TOP - size ||
                (frame->vaddr >> frame->bits) % VSPACE_BUCKETS != i) {
                return "a mapping is at an address where it may not be";
            }
            sums->mappings++;
        }
    }
    return NULL;
}

static void count_slots(struct object *object, struct check_sums *sums)
{
    if (object->kind == CAPABILITY_THREAD) {
        const struct kernel_thread *thread = (const struct kernel_thread *)(void *)object;
        for (unsigned i = 0; i < THREAD_SLOT_COUNT; i++) {
            sums->census.capabilities += !slot_is_empty(&thread->slots[i]);
        }
    } else if (object->kind == CAPABILITY_CNODE) {
        for (abi_word i = 0; i < cnode_slots(object); i++) {
            sums->census.capabilities += !slot_is_empty(cnode_slot(object, i));
        }
    }
}

const char *check_object(struct kernel *kernel, struct object *object, struct check_sums *sums)
{
    if (object->kind == CAPABILITY_IRQ_HANDLER) {
        return NULL; /* counted with all interrupts */
    }
    sums->census.objects[object->type]++;
    count_slots(object, sums);
    switch (object->kind) {
    case CAPABILITY_ENDPOINT:
        return check_queue(&((struct endpoint *)(void *)object)->queue, THREAD_BLOCKED_SEND,
                           THREAD_BLOCKED_RECEIVE, sums);
    case CAPABILITY_NOTIFICATION:
        return check_notification((const struct notification *)(void *)object, sums);
    case CAPABILITY_THREAD:
        return check_thread(kernel, (const struct kernel_thread *)(void *)object, sums);
    case CAPABILITY_VSPACE:
        return check_vspace((const struct kernel_vspace *)(void *)object, sums);
    default:
        return NULL;
    }
}
