/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What methods of TCBs do only with MCS, and the self-check of what a thread runs on.
 */
#include "kernel/check/check.h"
#include "kernel/thread/thread.h"

bool schedule_decode_handler(struct invocation *invocation, unsigned index, struct slot_change *change)
{
    struct slot *source = invocation->caps[index];
    enum thread_slot slot = invocation->label == ABI_TCB_SET_TIMEOUT_ENDPOINT ? THREAD_SLOT_TIMEOUT_HANDLER
                                                                              : THREAD_SLOT_FAULT_HANDLER;

    *change = (struct slot_change){.slot = &tcb_target(invocation)->slots[slot]};
    if (slot_is_empty(source)) {
        return true; /* no handler */
    }
    if (!fault_can_call(&source->capability)) {
        return refuse_capability(invocation, index + 1);
    }
    change->source = source;
    return refuse(invocation, capability_derive(source, &source->capability, &change->capability));
}

bool tcb_set_timeout_endpoint(struct invocation *invocation)
{
    struct slot_change change;
    bool valid = schedule_decode_handler(invocation, 0, &change);

    if (valid) {
        slot_replace(invocation->kernel, &change, 1);
    }
    return valid;
}

/* An empty slot means no context. */
bool schedule_check_context(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[1]->capability;
    struct kernel_thread *thread = tcb_target(invocation);
    bool suits = thread != invocation->thread;

    if (capability->type == CAPABILITY_SCHED_CONTEXT) {
        suits = thread->schedule.context == capability->context || context_suits(capability->context, thread);
    } else if (capability->type != CAPABILITY_NULL) {
        return refuse_capability(invocation, 2);
    }
    return suits || refuse(invocation, ABI_ILLEGAL_OPERATION);
}

void schedule_change_context(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[1]->capability;

    if (capability->type == CAPABILITY_NULL) {
        schedule_forget(invocation->kernel, tcb_target(invocation));
    } else {
        context_give(invocation->kernel, capability->context, tcb_target(invocation));
    }
}

const char *check_schedule(const struct kernel_thread *thread)
{
    const struct sched_context *context = thread->schedule.context;
    const struct reply *reply = thread->schedule.reply;
    bool runs = thread->state == THREAD_RUNNING || thread->state == THREAD_READY;

    if (context != NULL && context->thread != thread) {
        return "a thread has a scheduling context that is not its own";
    }
    if (thread->state == THREAD_PASSIVE ? schedule_admits(thread) : runs && !schedule_admits(thread)) {
        return "a thread runs without a scheduling context, or does not run with one";
    }
    if (reply != NULL ? reply->thread != thread : thread->state == THREAD_BLOCKED_REPLY) {
        return "a thread waits for a reply that nobody can give";
    }
    if (reply != NULL && thread->state != THREAD_BLOCKED_REPLY && thread->state != THREAD_BLOCKED_RECEIVE) {
        return "a thread has a reply object, but neither receives nor waits for a reply";
    }
    return NULL;
}
