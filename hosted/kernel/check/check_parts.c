/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check: single capabilities and objects.
 */
#include "kernel/check/check.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/ipc.h"

/* Everything below an untyped capability was made from its memory, below its watermark. */
const char *check_untyped(const struct slot *slot, struct check_sums *sums)
{
    const struct capability *untyped = &slot->capability;
    abi_word size = (abi_word)1 << untyped->bits;
    sums->census.objects[ABI_OBJECT_UNTYPED]++;
    if (untyped->watermark > size) {
        return "a watermark is beyond its untyped";
    }
    if ((untyped->paddr & (size - 1)) != 0) {
        return "an untyped is not aligned to its size";
    }
    for (const struct slot *child = slot->first_child; child != NULL; child = child->next) {
        const struct capability *made = &child->capability;
        bool is_untyped = made->type == CAPABILITY_UNTYPED;
        if (!is_untyped && !capability_counts(made)) {
            return "an untyped has a child that is not made of memory";
        }
        abi_word paddr = is_untyped ? made->paddr : made->object->paddr;
        unsigned bits = is_untyped ? made->bits : made->object->size_bits;
        abi_word used = untyped->watermark;
        if (paddr < untyped->paddr || ((abi_word)1 << bits) > used ||
            paddr - untyped->paddr > used - ((abi_word)1 << bits)) {
            return "an untyped has a child that is not below its watermark";
        }
    }
    return NULL;
}

const char *check_frame(const struct slot *slot, struct check_sums *sums)
{
    (void)sums;
    const struct capability *frame = &slot->capability;
    if (frame->bits != frame->object->size_bits) {
        return "a frame capability does not know its frame's size";
    }
    return frame->asid != 0 || frame->vaddr == 0 ? NULL : "an unmapped frame remembers an address";
}

static bool same_ports(const struct capability *ports, const struct capability *other)
{
    return other->first == ports->first && other->last == ports->last;
}

/* Ranges are counted once, by the first capability to each right below that of the control. */
const char *check_io_port(const struct slot *slot, struct check_sums *sums)
{
    const struct capability *ports = &slot->capability;
    const struct capability *parent = &slot->parent->capability;
    bool first = true;

    if (parent->type == CAPABILITY_IO_PORT) {
        return same_ports(ports, parent) ? NULL : "a copy has not the ports of its original";
    }
    for (const struct slot *slots = slot->parent->first_child; slots != slot; slots = slots->next) {
        const struct capability *other = &slots->capability;
        if (other->type == CAPABILITY_IO_PORT && same_ports(ports, other)) {
            first = false;
        } else if (other->type == CAPABILITY_IO_PORT && other->first <= ports->last &&
                   ports->first <= other->last) {
            return "ranges of ports overlap";
        }
    }
    sums->census.io_ports += first;
    return NULL;
}

/* A derived capability has no right that its original lacks, and keeps a badge once set. A slot's parent is
 * what it was derived from, or an ancestor of that. */
static const char *check_derived(const struct slot *slot)
{
    const struct capability *capability = &slot->capability;
    const struct capability *original = &slot->parent->capability;

    if (!capability_counts(capability) || !capability_counts(original) ||
        capability->object != original->object) {
        return NULL;
    }
    if ((capability->rights & ~original->rights) != 0) {
        return "a copy has rights that its original does not have";
    }
    if (type_of(capability)->badged && original->badge != 0 && capability->badge != original->badge) {
        return "a copy has not the badge of its original";
    }
    return NULL;
}

const char *check_capability(const struct slot *slot, struct check_sums *sums)
{
    const struct capability *capability = &slot->capability;
    const struct type *type = type_of(capability);

    if (type->counts &&
        (capability->object->references == 0 || capability->object->kind != capability->type)) {
        return "a capability leads to a dead object";
    }
    if ((capability->rights & ~type->rights) != 0) {
        return "a capability has rights that its type does not have";
    }
    const char *wrong = check_derived(slot);
    if (wrong == NULL && type->check != NULL) {
        wrong = type->check(slot, sums);
    }
    return wrong;
}

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

const char *check_endpoint(const struct object *object, struct check_sums *sums)
{
    const struct endpoint *endpoint = (const struct endpoint *)(const void *)object;

    return check_queue(&endpoint->queue, THREAD_BLOCKED_SEND, THREAD_BLOCKED_RECEIVE, sums);
}

const char *check_notification(const struct object *object, struct check_sums *sums)
{
    const struct notification *notification = (const struct notification *)(const void *)object;

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

const char *check_thread(const struct object *object, struct check_sums *sums)
{
    const struct kernel_thread *thread = (const struct kernel_thread *)(const void *)object;
    bool waits = thread->state == THREAD_BLOCKED_SEND || thread->state == THREAD_BLOCKED_REPLY;

    sums->queueing += thread->queue != NULL;
    if (!queue_fits_state(sums->kernel, thread)) {
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

const char *check_vspace(const struct object *object, struct check_sums *sums)
{
    const struct kernel_vspace *vspace = (const struct kernel_vspace *)(const void *)object;

    (void)sums;
    /* What was mapped in an address space that is gone may be gone too. */
    return level_of(object) == ABI_TABLE_LEVELS - 1 ? check_entries(&vspace->table, ABI_TABLE_LEVELS - 1)
                                                    : NULL;
}

const char *check_object(struct object *object, struct check_sums *sums)
{
    const struct type *type = &kernel_types[object->kind];

    if (object->size_bits == 0) {
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
    return type->check_object != NULL ? type->check_object(object, sums) : NULL;
}
