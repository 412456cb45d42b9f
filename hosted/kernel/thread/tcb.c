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

static struct kernel_thread *target(const struct invocation *invocation)
{
    return capability_thread(&invocation->slot->capability);
}

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
        &target(invocation)->slots[type == CAPABILITY_CNODE ? THREAD_SLOT_CSPACE : THREAD_SLOT_VSPACE];
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

static abi_word decode_space(struct invocation *invocation, struct slot_change changes[2])
{
    abi_word error =
        decode_root(invocation, invocation->caps[0], invocation->mr[1], CAPABILITY_CNODE, &changes[0]);

    if (error == ABI_NO_ERROR) {
        error =
            decode_root(invocation, invocation->caps[1], invocation->mr[2], CAPABILITY_VSPACE, &changes[1]);
    }
    if (error == ABI_NO_ERROR && !keeps_vspace(target(invocation), changes[1].capability.object)) {
        error = ABI_ILLEGAL_OPERATION;
    }
    return error;
}

/* Address 0 means no buffer, which needs no frame. */
static abi_word decode_buffer(struct invocation *invocation, struct slot *source, abi_word address,
                              struct slot_change *change)
{
    *change = (struct slot_change){.slot = &target(invocation)->slots[THREAD_SLOT_BUFFER]};
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

abi_word tcb_configure(struct invocation *invocation)
{
    struct kernel_thread *thread = target(invocation);
    struct slot_change changes[3];
    abi_word error = decode_buffer(invocation, invocation->caps[2], invocation->mr[3], &changes[2]);

    if (error == ABI_NO_ERROR) {
        error = decode_space(invocation, changes);
    }
    if (error == ABI_NO_ERROR) {
        thread->fault_handler = invocation->mr[0];
        slot_replace(invocation->kernel, &thread->container.object, changes, 3);
    }
    return error;
}

abi_word tcb_set_space(struct invocation *invocation)
{
    struct kernel_thread *thread = target(invocation);
    struct slot_change changes[2];
    abi_word error = decode_space(invocation, changes);

    if (error == ABI_NO_ERROR) {
        thread->fault_handler = invocation->mr[0];
        slot_replace(invocation->kernel, &thread->container.object, changes, 2);
    }
    return error;
}

abi_word tcb_set_ipc_buffer(struct invocation *invocation)
{
    struct kernel_thread *thread = target(invocation);
    struct slot_change change;
    abi_word error = decode_buffer(invocation, invocation->caps[0], invocation->mr[0], &change);

    if (error == ABI_NO_ERROR) {
        slot_replace(invocation->kernel, &thread->container.object, &change, 1);
    }
    return error;
}

/* A priority must not exceed the maximum of the thread in the first extra capability. */
static abi_word check_priority(struct invocation *invocation, abi_word priority)
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
    abi_word error = check_priority(invocation, invocation->mr[0]);

    if (error == ABI_NO_ERROR) {
        target(invocation)->priority = (uint8_t)invocation->mr[0];
    }
    return error;
}

abi_word tcb_set_mcpriority(struct invocation *invocation)
{
    abi_word error = check_priority(invocation, invocation->mr[0]);

    if (error == ABI_NO_ERROR) {
        target(invocation)->max_priority = (uint8_t)invocation->mr[0];
    }
    return error;
}

abi_word tcb_set_sched_params(struct invocation *invocation)
{
    abi_word error = check_priority(invocation, invocation->mr[0]);

    if (error == ABI_NO_ERROR) {
        error = check_priority(invocation, invocation->mr[1]);
    }
    if (error == ABI_NO_ERROR) {
        target(invocation)->max_priority = (uint8_t)invocation->mr[0];
        target(invocation)->priority = (uint8_t)invocation->mr[1];
    }
    return error;
}

abi_word tcb_suspend(struct invocation *invocation)
{
    thread_suspend(invocation->kernel, target(invocation));
    return ABI_NO_ERROR;
}

abi_word tcb_resume(struct invocation *invocation)
{
    return thread_resume(invocation->kernel, target(invocation));
}

abi_word tcb_bind_notification(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    struct notification *notification = capability_notification(capability);

    if (target(invocation)->bound != NULL || capability->type != CAPABILITY_NOTIFICATION ||
        (capability->rights & ABI_RIGHT_READ) == 0 || notification->bound != NULL ||
        notification->queue.head != NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    notification_bind(target(invocation), notification);
    return ABI_NO_ERROR;
}

abi_word tcb_unbind_notification(struct invocation *invocation)
{
    if (target(invocation)->bound == NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    notification_unbind(target(invocation));
    return ABI_NO_ERROR;
}

abi_word tcb_set_image(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct kernel_thread *thread = target(invocation);
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
    notification_unbind(thread);
    thread_stop(thread, RESUME_NEVER);
    kernel->ops->thread_destroy(kernel->machine, thread);
}
