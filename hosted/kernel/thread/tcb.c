/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of TCBs, and their destruction.
 */
#include "kernel/thread/ipc.h"

#define BUFFER_ALIGNMENT (ABI_WORD_BITS == 64 ? 1024u : 512u)

/* Prepares to put a copy of an extra capability into one of the thread's slots. Its type must be as given. */
static bool decode_root(struct invocation *invocation, struct slot *source, abi_word data,
                        enum capability_type type, struct slot_change *change)
{
    struct capability capability = source->capability;

    if (data != 0 && !capability_set_data(&capability, false, data)) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    change->slot =
        &tcb_target(invocation)->slots[type == CAPABILITY_CNODE ? THREAD_SLOT_CSPACE : THREAD_SLOT_VSPACE];
    change->source = source;
    return refuse(invocation, capability_derive(source, &capability, &change->capability)) &&
           (capability.type == type || refuse(invocation, ABI_ILLEGAL_OPERATION));
}

/* The machine binds a thread to its VSpace when it starts it; after that the VSpace cannot change. */
static bool keeps_vspace(const struct kernel_thread *thread, const struct object *vspace)
{
    const struct capability *current = &thread->slots[THREAD_SLOT_VSPACE].capability;

    return thread->resume == RESUME_START ||
           (current->type == CAPABILITY_VSPACE && current->object == vspace);
}

/* As on the real kernel: the end of a CNode may take long, so a thread that holds its CSpace's last
 * capability keeps it. */
static bool keeps_cspace(const struct kernel_thread *thread)
{
    const struct capability *current = &thread->slots[THREAD_SLOT_CSPACE].capability;

    return current->type == CAPABILITY_CNODE && current->object->references == 1;
}

/* Prepares to replace CSpace and VSpace. */
static bool decode_space(struct invocation *invocation, struct slot *const roots[2],
                         struct slot_change changes[2])
{
    const abi_word *data = &invocation->mr[SCHEDULE_HANDLER_WORDS];

    if (keeps_cspace(tcb_target(invocation))) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (!decode_root(invocation, roots[0], data[0], CAPABILITY_CNODE, &changes[0]) ||
        !decode_root(invocation, roots[1], data[1], CAPABILITY_VSPACE, &changes[1])) {
        return false;
    }
    return keeps_vspace(tcb_target(invocation), changes[1].capability.object) ||
           refuse(invocation, ABI_ILLEGAL_OPERATION);
}

/* Prepares to replace the IPC buffer; address 0 means none and needs no frame. */
static bool decode_buffer(struct invocation *invocation, struct slot *source, abi_word address,
                          struct slot_change *change)
{
    const struct capability *frame = &source->capability;

    *change = (struct slot_change){.slot = &tcb_target(invocation)->slots[THREAD_SLOT_BUFFER]};
    if (address == 0) {
        return true;
    }
    if (!refuse(invocation, capability_derive(source, frame, &change->capability))) {
        return false;
    }
    if (frame->type != CAPABILITY_FRAME || frame->device) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    change->source = source;
    return address % BUFFER_ALIGNMENT == 0 || refuse(invocation, ABI_ALIGNMENT_ERROR);
}

static bool configure(struct invocation *invocation)
{
    const abi_word *mr = invocation->mr;
    struct slot_change changes[3];
    bool valid =
        decode_buffer(invocation, invocation->caps[2], mr[SCHEDULE_HANDLER_WORDS + 2], &changes[2]) &&
        decode_space(invocation, invocation->caps, changes);

    if (valid) {
        schedule_keep_handler(tcb_target(invocation), mr[0]);
        tcb_target(invocation)->buffer = mr[SCHEDULE_HANDLER_WORDS + 2];
        slot_replace(invocation->kernel, changes, 3);
    }
    return valid;
}

static bool set_space(struct invocation *invocation)
{
    struct slot_change changes[3];
    bool valid = decode_space(invocation, &invocation->caps[SCHEDULE_HANDLER_CAPS], changes) &&
                 schedule_decode_handler(invocation, 0, &changes[2]);

    if (valid) {
        schedule_keep_handler(tcb_target(invocation), invocation->mr[0]);
        slot_replace(invocation->kernel, changes, 2 + SCHEDULE_HANDLER_CAPS);
    }
    return valid;
}

static bool set_buffer(struct invocation *invocation)
{
    struct slot_change change;
    bool valid = decode_buffer(invocation, invocation->caps[0], invocation->mr[0], &change);

    if (valid) {
        tcb_target(invocation)->buffer = invocation->mr[0];
        slot_replace(invocation->kernel, &change, 1);
    }
    return valid;
}

/* A priority must not exceed the maximum of the thread in the first extra capability. */
static bool check_priority(struct invocation *invocation, abi_word priority)
{
    const struct capability *authority = &invocation->caps[0]->capability;

    if (authority->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    return priority <= authority->thread->max_priority ||
           refuse_range(invocation, 0, authority->thread->max_priority);
}

static bool set_priority(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    bool valid = check_priority(invocation, invocation->mr[0]);

    if (valid && invocation->label == ABI_TCB_SET_PRIORITY) {
        order_set_priority(invocation->kernel, thread, invocation->mr[0]);
    } else if (valid) {
        thread->max_priority = (uint8_t)invocation->mr[0];
    }
    return valid;
}

static bool set_sched_params(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    const abi_word *mr = invocation->mr;
    struct slot_change handler = {.slot = NULL};
    bool valid = check_priority(invocation, mr[0]) && check_priority(invocation, mr[1]) &&
                 schedule_check_context(invocation) && schedule_decode_handler(invocation, 2, &handler);

    if (valid) {
        thread->max_priority = (uint8_t)mr[0];
        order_set_priority(invocation->kernel, thread, mr[1]);
        schedule_change_context(invocation);
        slot_replace(invocation->kernel, &handler, SCHEDULE_HANDLER_CAPS);
    }
    return valid;
}

static bool suspend(struct invocation *invocation)
{
    thread_suspend(invocation->kernel, tcb_target(invocation));
    return true;
}

static bool resume(struct invocation *invocation)
{
    return refuse(invocation, thread_resume(invocation->kernel, tcb_target(invocation)));
}

static bool bind_notification(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    const struct capability *capability = &invocation->caps[0]->capability;
    struct notification *notification = capability->notification;

    if (thread->bound != NULL || capability->type != CAPABILITY_NOTIFICATION ||
        (capability->rights & ABI_RIGHT_READ) == 0 || notification->bound != NULL ||
        notification->queue.head != NULL) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    thread->bound = notification;
    notification->bound = thread;
    return true;
}

static bool unbind_notification(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);

    if (thread->bound == NULL) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    notification_unbind(thread);
    return true;
}

static bool set_image(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct kernel_thread *thread = tcb_target(invocation);
    const char *bytes = (const char *)&invocation->mr[1];
    abi_word count = invocation->mr[0];

    if (thread->resume != RESUME_START || thread->state != THREAD_INACTIVE) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    if (count > (invocation->length - 1) * ABI_WORD_BYTES) {
        return refuse(invocation, ABI_TRUNCATED_MESSAGE);
    }
    if (count == 0 || bytes[count - 1] != '\0') {
        return refuse_argument(invocation, 0);
    }
    if (!refuse(invocation, kernel->ops->thread_set_image(kernel->machine, thread, bytes, count))) {
        return false;
    }
    thread->has_image = true;
    return true;
}

const struct method tcb_methods[] = {
    {ABI_TCB_CONFIGURE, 3 + SCHEDULE_HANDLER_WORDS, 3, configure},
    {ABI_TCB_SET_SPACE, 2 + SCHEDULE_HANDLER_WORDS, 2 + SCHEDULE_HANDLER_CAPS, set_space},
    {ABI_TCB_SET_IPC_BUFFER, 1, 1, set_buffer},
    {ABI_TCB_SET_PRIORITY, 1, 1, set_priority},
    {ABI_TCB_SET_MCPRIORITY, 1, 1, set_priority},
    {ABI_TCB_SET_SCHED_PARAMS, 2, 1 + 2 * SCHEDULE_HANDLER_CAPS, set_sched_params},
    {ABI_TCB_SUSPEND, 0, 0, suspend},
    {ABI_TCB_RESUME, 0, 0, resume},
    {ABI_TCB_BIND_NOTIFICATION, 0, 1, bind_notification},
    {ABI_TCB_UNBIND_NOTIFICATION, 0, 0, unbind_notification},
    {ABI_TCB_SET_IMAGE, 1, 0, set_image},
    {ABI_TCB_READ_REGISTERS, 2, 0, tcb_read_registers},
    {ABI_TCB_WRITE_REGISTERS, 2, 0, tcb_write_registers},
    {ABI_TCB_COPY_REGISTERS, 1, 1, tcb_copy_registers},
    {ABI_TCB_SET_TLS_BASE, 1, 0, tcb_set_tls_base},
    SCHEDULE_TCB_METHODS /* each followed by a comma */
    {0},
};

struct slot *tcb_slot_at(struct object *object, abi_word index)
{
    struct kernel_thread *thread = (struct kernel_thread *)(void *)object;

    return index < THREAD_SLOT_COUNT ? &thread->slots[index] : NULL;
}

void tcb_destroy(struct kernel *kernel, struct object *object)
{
    struct kernel_thread *thread = (struct kernel_thread *)(void *)object;

    thread_cancel(kernel, thread);
    order_forget(kernel, thread);
    schedule_forget(kernel, thread);
    notification_unbind(thread);
    thread_stop(thread, RESUME_NEVER);
    kernel->ops->thread_destroy(kernel->machine, thread);
}
