/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check: single objects.
 */
#include "kernel/check/check.h"

#include "kernel/capability/object.h"
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

const char *check_endpoint(const struct kernel *kernel, const struct object *object, struct check_sums *sums)
{
    const struct endpoint *endpoint = (const struct endpoint *)(const void *)object;

    (void)kernel;
    return check_queue(&endpoint->queue, THREAD_BLOCKED_SEND, THREAD_BLOCKED_RECEIVE, sums);
}

const char *check_notification(const struct kernel *kernel, const struct object *object,
                               struct check_sums *sums)
{
    const struct notification *notification = (const struct notification *)(const void *)object;

    (void)kernel;
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
                                                     SCHEDULE_THREAD_SLOT_TYPES};

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
    case THREAD_PASSIVE:
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

const char *check_thread(const struct kernel *kernel, const struct object *object, struct check_sums *sums)
{
    const struct kernel_thread *thread = (const struct kernel_thread *)(const void *)object;
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
    if (thread->bound != NULL && thread->bound->bound != thread) {
        return "a thread is bound to a notification that is not bound to it";
    }
    const char *wrong = check_schedule(thread);
    return wrong != NULL ? wrong : check_thread_slots(thread);
}

/* What a VSpace leads to exists, and is as large as its entry. */
static const char *check_entries(const struct table *table, unsigned level)
{
    const char *wrong = NULL;

    for (unsigned i = 0; i < TABLE_ENTRIES && wrong == NULL; i++) {
        const struct object *object = table->entries[i].object;
        if (object == NULL) {
            continue;
        }
        if (is_frame(object)) {
            wrong = object->references > 0 && object->size_bits == level_bits(level)
                        ? NULL
                        : "a VSpace has a mapping that is none";
            continue;
        }
        const struct table *below = (const struct table *)(const void *)object;
        if (object->kind != paging_kinds[level - 1] || level_of(object) != level - 1 ||
            (object->references > 0) == below->is_spare) {
            return "a VSpace has a paging structure that is none";
        }
        wrong = check_entries(below, level - 1);
    }
    return wrong;
}

const char *check_vspace(const struct kernel *kernel, const struct object *object, struct check_sums *sums)
{
    const struct kernel_vspace *vspace = (const struct kernel_vspace *)(const void *)object;

    (void)kernel;
    (void)sums;
    /* What was mapped in an address space that is gone may be gone too. */
    return level_of(object) == ABI_TABLE_LEVELS - 1 ? check_entries(&vspace->table, ABI_TABLE_LEVELS - 1)
                                                    : NULL;
}

const char *check_object(const struct kernel *kernel, struct object *object, struct check_sums *sums)
{
    const struct type *type = &kernel_types[object->kind];

    if (!object_takes_memory(object)) {
        return NULL; /* counted with all interrupts */
    }
    sums->census.objects[object->type]++;
    if (type->slot_at != NULL) {
        const struct slot *slot = type->slot_at(object, 0);
        for (abi_word i = 1; slot != NULL; i++) {
            sums->census.capabilities += !slot_is_empty(slot);
            slot = type->slot_at(object, i);
        }
    }
    return type->check_object != NULL ? type->check_object(kernel, object, sums) : NULL;
}
