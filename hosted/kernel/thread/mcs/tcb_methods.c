/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of TCBs that a kernel without MCS has with other arguments, or not at all.
 */
#include "kernel/capability/capability.h"
#include "kernel/thread/fault.h"
#include "schedule_types.h"

/* Prepares to put a copy of an extra capability into a handler's slot. An empty slot means no handler. */
static abi_word decode_handler(struct invocation *invocation, unsigned index, enum thread_slot slot,
                               struct slot_change *change)
{
    struct slot *source = invocation->caps[index];

    *change = (struct slot_change){.slot = &tcb_target(invocation)->slots[slot]};
    if (slot_is_empty(source)) {
        return ABI_NO_ERROR;
    }
    if (!fault_can_call(&source->capability)) {
        return refuse_capability(invocation, index + 1);
    }
    change->source = source;
    return capability_derive(source, &source->capability, &change->capability);
}

static void replace(struct invocation *invocation, const struct slot_change *changes, unsigned count)
{
    slot_replace(invocation->kernel, &tcb_target(invocation)->container.object, changes, count);
}

abi_word tcb_configure(struct invocation *invocation)
{
    struct slot_change changes[3];
    abi_word error = tcb_decode_buffer(invocation, invocation->caps[2], invocation->mr[2], &changes[2]);

    if (error == ABI_NO_ERROR) {
        error = tcb_decode_space(invocation, invocation->caps, invocation->mr, changes);
    }
    if (error == ABI_NO_ERROR) {
        replace(invocation, changes, 3);
    }
    return error;
}

abi_word tcb_set_space(struct invocation *invocation)
{
    struct slot_change changes[3];
    abi_word error = tcb_decode_space(invocation, &invocation->caps[1], invocation->mr, changes);

    if (error == ABI_NO_ERROR) {
        error = decode_handler(invocation, 0, THREAD_SLOT_FAULT_HANDLER, &changes[2]);
    }
    if (error == ABI_NO_ERROR) {
        replace(invocation, changes, 3);
    }
    return error;
}

abi_word tcb_set_timeout_endpoint(struct invocation *invocation)
{
    struct slot_change change;
    abi_word error = decode_handler(invocation, 0, THREAD_SLOT_TIMEOUT_HANDLER, &change);

    if (error == ABI_NO_ERROR) {
        replace(invocation, &change, 1);
    }
    return error;
}

/* The thread is to have this context; an empty slot means none. */
static abi_word check_context(struct invocation *invocation, const struct capability *capability)
{
    struct kernel_thread *thread = tcb_target(invocation);

    if (capability->type == CAPABILITY_NULL) {
        return thread == invocation->thread ? ABI_ILLEGAL_OPERATION : ABI_NO_ERROR;
    }
    if (capability->type != CAPABILITY_SCHED_CONTEXT) {
        return refuse_capability(invocation, 2);
    }
    return thread->schedule.context == capability_context(capability) ||
                   context_suits(capability_context(capability), thread)
               ? ABI_NO_ERROR
               : ABI_ILLEGAL_OPERATION;
}

abi_word tcb_set_sched_params(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    const struct capability *context = &invocation->caps[1]->capability;
    struct slot_change change;
    abi_word error = tcb_check_priorities(invocation);

    if (error == ABI_NO_ERROR) {
        error = check_context(invocation, context);
    }
    if (error == ABI_NO_ERROR) {
        error = decode_handler(invocation, 2, THREAD_SLOT_FAULT_HANDLER, &change);
    }
    if (error != ABI_NO_ERROR) {
        return error;
    }
    tcb_set_priorities(invocation);
    if (context->type == CAPABILITY_NULL) {
        schedule_forget(invocation->kernel, thread);
    } else {
        context_give(invocation->kernel, capability_context(context), thread);
    }
    replace(invocation, &change, 1);
    return ABI_NO_ERROR;
}
