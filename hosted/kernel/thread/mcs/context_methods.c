/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of scheduling contexts and of their control, and a context's destruction.
 */
#include "kernel/thread/ipc.h"
#include "schedule_types.h"

#define MIN_BUDGET_US 20
#define MAX_PERIOD_US ((abi_word)1 << 48)
/* A context has room for two refills, and so many bytes. */
#define CORE_BYTES (10 * ABI_WORD_BYTES + 6 * 8)
#define REFILL_BYTES 16

static struct sched_context *target(const struct invocation *invocation)
{
    return capability_context(&invocation->slot->capability);
}

abi_word sched_control_configure(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    const abi_word *mr = invocation->mr;
    abi_word most_refills;

    if (capability->type != CAPABILITY_SCHED_CONTEXT) {
        return refuse_capability(invocation, 1);
    }
    most_refills = (((abi_word)1 << capability->bits) - CORE_BYTES) / REFILL_BYTES;
    if (mr[0] < MIN_BUDGET_US || mr[0] > MAX_PERIOD_US || mr[1] < MIN_BUDGET_US || mr[1] > MAX_PERIOD_US) {
        return refuse_range(invocation, MIN_BUDGET_US, MAX_PERIOD_US);
    }
    if (mr[0] > mr[1]) {
        return refuse_range(invocation, MIN_BUDGET_US, mr[1]);
    }
    if (mr[2] > most_refills) {
        return refuse_range(invocation, 0, most_refills);
    }
    context_configure(invocation->kernel, capability_context(capability), mr);
    return ABI_NO_ERROR;
}

bool context_suits(const struct sched_context *context, const struct kernel_thread *thread)
{
    bool waits = thread->state >= THREAD_BLOCKED_SEND;

    return context->thread == NULL && thread->schedule.context == NULL && (!waits || context->budget > 0);
}

static abi_word bind_notification(struct sched_context *context, struct notification *notification)
{
    if (context->notification != NULL || notification->context != NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    context->notification = notification;
    notification->context = context;
    return ABI_NO_ERROR;
}

abi_word sched_context_bind(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    struct sched_context *context = target(invocation);

    if (capability->type == CAPABILITY_NOTIFICATION) {
        return bind_notification(context, capability_notification(capability));
    }
    if (capability->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    if (!context_suits(context, capability_thread(capability))) {
        return ABI_ILLEGAL_OPERATION;
    }
    context_give(invocation->kernel, context, capability_thread(capability));
    return ABI_NO_ERROR;
}

static void unbind_notification(struct sched_context *context)
{
    if (context->notification != NULL) {
        context->notification->context = NULL;
        context->notification = NULL;
    }
}

abi_word sched_context_unbind(struct invocation *invocation)
{
    if (target(invocation)->thread == invocation->thread) {
        return ABI_ILLEGAL_OPERATION;
    }
    context_take(invocation->kernel, target(invocation));
    unbind_notification(target(invocation));
    return ABI_NO_ERROR;
}

abi_word sched_context_unbind_object(struct invocation *invocation)
{
    const struct capability *capability = &invocation->caps[0]->capability;
    struct sched_context *context = target(invocation);

    if (capability->type == CAPABILITY_NOTIFICATION) {
        if (context->notification != capability_notification(capability)) {
            return ABI_ILLEGAL_OPERATION;
        }
        unbind_notification(context);
        return ABI_NO_ERROR;
    }
    if (capability->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    if (context->thread != capability_thread(capability) || context->thread == invocation->thread) {
        return ABI_ILLEGAL_OPERATION;
    }
    context_take(invocation->kernel, context);
    return ABI_NO_ERROR;
}

abi_word sched_context_consumed(struct invocation *invocation)
{
    invocation->result_length = 1;
    invocation->result[0] = target(invocation)->consumed;
    target(invocation)->consumed = 0;
    return ABI_NO_ERROR;
}

/* Priorities have no effect here, so all that is left is to tell the time. */
abi_word sched_context_yield_to(struct invocation *invocation)
{
    const struct kernel_thread *thread = target(invocation)->thread;

    if (thread == NULL || thread == invocation->thread ||
        thread->priority > invocation->thread->max_priority) {
        return ABI_ILLEGAL_OPERATION;
    }
    return sched_context_consumed(invocation);
}

void sched_context_destroy(struct kernel *kernel, struct object *object)
{
    struct sched_context *context = (struct sched_context *)(void *)object;

    context_take(kernel, context);
    unbind_notification(context);
    while (context->stack != NULL) {
        reply_leave_stack(context->stack);
    }
}

const struct method sched_control_methods[] = {
    {ABI_SCHED_CONTROL_CONFIGURE_FLAGS, 5, 1, sched_control_configure},
    {0},
};

const struct method sched_context_methods[] = {
    {ABI_SCHED_CONTEXT_BIND, 0, 1, sched_context_bind},
    {ABI_SCHED_CONTEXT_UNBIND, 0, 0, sched_context_unbind},
    {ABI_SCHED_CONTEXT_UNBIND_OBJECT, 0, 1, sched_context_unbind_object},
    {ABI_SCHED_CONTEXT_CONSUMED, 0, 0, sched_context_consumed},
    {ABI_SCHED_CONTEXT_YIELD_TO, 0, 0, sched_context_yield_to},
    {0},
};
