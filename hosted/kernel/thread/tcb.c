/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of TCBs, and their destruction.
 */
#include "kernel/thread/tcb.h"

#include "kernel/thread/ipc.h"

#define MAX_PRIORITY 255
#define BUFFER_ALIGNMENT (ABI_WORD_BITS == 64 ? 1024u : 512u)

/* Prepares to put a copy of an extra capability into one of the thread's slots. Its type must be as given. */
static abi_word decode_root(struct invocation *invocation, struct slot *source, abi_word data,
                            enum capability_type type, struct slot_change *change)
{
    struct capability capability = source->capability;
    abi_word error;

    if (data != 0 && !capability_set_data(&capability, false, data)) {
        return ABI_ILLEGAL_OPERATION;
    }
    change->slot =
        &tcb_target(invocation)->slots[type == CAPABILITY_CNODE ? THREAD_SLOT_CSPACE : THREAD_SLOT_VSPACE];
    change->source = source;
    error = capability_derive(source, &capability, &change->capability);
    return error == ABI_NO_ERROR && capability.type != type ? ABI_ILLEGAL_OPERATION : error;
}

/* The machine binds a thread to its VSpace when it starts it; after that the VSpace cannot change. */
static bool keeps_vspace(const struct kernel_thread *thread, const struct object *vspace)
{
    const struct capability *current = &thread->slots[THREAD_SLOT_VSPACE].capability;

    return thread->resume == RESUME_START ||
           (current->type == CAPABILITY_VSPACE && current->object == vspace);
}

/* As on the real kernel: the end of a CNode may take long, so a thread that holds its CSpace's last capability
 * keeps it. */
static bool keeps_cspace(const struct kernel_thread *thread)
{
    const struct capability *current = &thread->slots[THREAD_SLOT_CSPACE].capability;

    return current->type == CAPABILITY_CNODE && current->object->references == 1;
}

abi_word tcb_decode_space(struct invocation *invocation, struct slot *const roots[2], const abi_word data[2],
                          struct slot_change changes[2])
{
    abi_word error = keeps_cspace(tcb_target(invocation))
                         ? ABI_ILLEGAL_OPERATION
                         : decode_root(invocation, roots[0], data[0], CAPABILITY_CNODE, &changes[0]);

    if (error == ABI_NO_ERROR) {
        error = decode_root(invocation, roots[1], data[1], CAPABILITY_VSPACE, &changes[1]);
    }
    if (error == ABI_NO_ERROR && !keeps_vspace(tcb_target(invocation), changes[1].capability.object)) {
        error = ABI_ILLEGAL_OPERATION;
    }
    return error;
}

abi_word tcb_decode_buffer(struct invocation *invocation, struct slot *source, abi_word address,
                           struct slot_change *change)
{
    *change = (struct slot_change){.slot = &tcb_target(invocation)->slots[THREAD_SLOT_BUFFER]};
    if (address == 0) {
        return ABI_NO_ERROR;
    }
    abi_word error = capability_derive(source, &source->capability, &change->capability);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (source->capability.type != CAPABILITY_FRAME || source->capability.device) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (address % BUFFER_ALIGNMENT != 0) {
        return ABI_ALIGNMENT_ERROR;
    }
    change->source = source;
    return ABI_NO_ERROR;
}

abi_word tcb_set_ipc_buffer(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    struct slot_change change;
    abi_word error = tcb_decode_buffer(invocation, invocation->caps[0], invocation->mr[0], &change);

    if (error == ABI_NO_ERROR) {
        slot_replace(invocation->kernel, &thread->container.object, &change, 1);
    }
    return error;
}

abi_word tcb_check_priority(struct invocation *invocation, abi_word priority)
{
    const struct capability *authority = &invocation->caps[0]->capability;

    if (authority->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    if (priority > capability_thread(authority)->max_priority) {
        return refuse_range(invocation, 0, capability_thread(authority)->max_priority);
    }
    return ABI_NO_ERROR;
}

abi_word tcb_set_priority(struct invocation *invocation)
{
    abi_word error = tcb_check_priority(invocation, invocation->mr[0]);

    if (error == ABI_NO_ERROR) {
        tcb_target(invocation)->priority = (uint8_t)invocation->mr[0];
    }
    return error;
}

abi_word tcb_set_mcpriority(struct invocation *invocation)
{
    abi_word error = tcb_check_priority(invocation, invocation->mr[0]);

    if (error == ABI_NO_ERROR) {
        tcb_target(invocation)->max_priority = (uint8_t)invocation->mr[0];
    }
    return error;
}

abi_word tcb_check_priorities(struct invocation *invocation)
{
    abi_word error = tcb_check_priority(invocation, invocation->mr[0]);

    return error != ABI_NO_ERROR ? error : tcb_check_priority(invocation, invocation->mr[1]);
}

void tcb_set_priorities(const struct invocation *invocation)
{
    tcb_target(invocation)->max_priority = (uint8_t)invocation->mr[0];
    tcb_target(invocation)->priority = (uint8_t)invocation->mr[1];
}

abi_word tcb_suspend(struct invocation *invocation)
{
    thread_suspend(invocation->kernel, tcb_target(invocation));
    return ABI_NO_ERROR;
}

abi_word tcb_resume(struct invocation *invocation)
{
    return thread_resume(invocation->kernel, tcb_target(invocation));
}

abi_word tcb_bind_notification(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    struct notification *notification = capability_notification(capability);

    if (tcb_target(invocation)->bound != NULL || capability->type != CAPABILITY_NOTIFICATION ||
        (capability->rights & ABI_RIGHT_READ) == 0 || notification->bound != NULL ||
        notification->queue.head != NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    notification_bind(tcb_target(invocation), notification);
    return ABI_NO_ERROR;
}

abi_word tcb_unbind_notification(struct invocation *invocation)
{
    if (tcb_target(invocation)->bound == NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    notification_unbind(tcb_target(invocation));
    return ABI_NO_ERROR;
}

abi_word tcb_set_image(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct kernel_thread *thread = tcb_target(invocation);
    const char *bytes = (const char *)&invocation->mr[1];
    abi_word count = invocation->mr[0];
    abi_word error;

    if (thread->resume != RESUME_START || thread->state != THREAD_INACTIVE) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (count > (invocation->length - 1) * ABI_WORD_BYTES) {
        return ABI_TRUNCATED_MESSAGE;
    }
    if (count == 0 || bytes[count - 1] != '\0') {
        return refuse_argument(invocation, 0);
    }
    error = kernel->ops->thread_set_image(kernel->machine, thread, bytes, count);
    if (error == ABI_NO_ERROR) {
        thread->has_image = true;
    }
    return error;
}

struct slot *tcb_slot_at(struct object *object, abi_word index)
{
    struct kernel_thread *thread = (struct kernel_thread *)(void *)object;

    return index < THREAD_SLOT_COUNT ? &thread->slots[index] : NULL;
}

void tcb_destroy(struct kernel *kernel, struct object *object)
{
    struct kernel_thread *thread = (struct kernel_thread *)(void *)object;

    thread_cancel(kernel, thread);
    schedule_forget(kernel, thread);
    notification_unbind(thread);
    thread_stop(thread, RESUME_NEVER);
    kernel->ops->thread_destroy(kernel->machine, thread);
}
