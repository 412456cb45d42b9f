/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply objects: each is linked to the thread that receives with it, then to the caller that waits for the
 * reply.
 */
#include "kernel/check/check.h"
#include "kernel/thread/ipc.h"

void reply_leave_stack(struct reply *reply)
{
    if (reply->context != NULL) {
        struct reply **link = &reply->context->stack;
        while (*link != reply) {
            link = &(*link)->below;
        }
        *link = reply->below;
        reply->context = NULL;
    }
}

static void link_thread(struct reply *reply, struct kernel_thread *thread)
{
    reply->thread = thread;
    thread->schedule.reply = reply;
}

void reply_cancel(struct kernel *kernel, struct kernel_thread *thread)
{
    struct reply *reply = thread->schedule.reply;

    (void)kernel;
    if (reply != NULL) {
        reply_leave_stack(reply);
        reply->thread = NULL;
        thread->schedule.reply = NULL;
    }
}

/* The caller no longer waits: what it lent comes back, unless whom it called has lent it on. */
static void finish(struct kernel *kernel, struct reply *reply)
{
    struct kernel_thread *caller = reply->thread;
    struct sched_context *context = reply->context;
    bool returns = context != NULL && context->stack == reply && caller->schedule.context == NULL;

    reply_cancel(kernel, caller);
    if (returns) {
        context_give(kernel, context, caller);
    }
}

bool reply_prepare(struct kernel *kernel, struct kernel_thread *receiver)
{
    abi_word address = receiver->message.reply, what = receiver->message.what;
    struct lookup_failure failure;
    const struct slot *slot;
    struct reply *reply;

    if (what != ABI_SYS_RECV && what != ABI_SYS_NBRECV) {
        return true; /* Wait and NBWait name no reply object */
    }
    slot = thread_lookup(receiver, address, &failure);
    if (slot != NULL && slot->capability.type != CAPABILITY_REPLY) {
        cspace_missing(&failure, 0);
        slot = NULL;
    }
    if (slot == NULL) {
        fault_capability(kernel, receiver, address, true, &failure);
        return false;
    }
    reply = slot->capability.reply;
    if (reply->thread != NULL) { /* who waited for that reply waits no longer, and stays inactive */
        thread_suspend(kernel, reply->thread);
    }
    link_thread(reply, receiver);
    return true;
}

bool reply_await(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver,
                 bool grant)
{
    struct reply *reply = receiver->schedule.reply;
    struct sched_context *context = sender->schedule.context;

    (void)grant; /* here the right is that of the reply object's capability */
    if (reply == NULL) {
        return false;
    }
    reply_cancel(kernel, receiver);
    link_thread(reply, sender);
    sender->state = THREAD_BLOCKED_REPLY;
    if (context != NULL && receiver->schedule.context == NULL && sender->fault.label != ABI_FAULT_TIMEOUT) {
        reply->context = context;
        reply->below = context->stack;
        context->stack = reply;
        context_give(kernel, context, receiver);
    }
    return true;
}

bool reply_invoke(struct invocation *invocation)
{
    const struct capability *capability = &invocation->slot->capability;
    struct kernel_thread *caller = capability->reply->thread;
    bool grant = (capability->rights & ABI_RIGHT_GRANT) != 0;

    if (caller != NULL && caller->state == THREAD_BLOCKED_REPLY) {
        finish(invocation->kernel, capability->reply);
        reply_deliver(invocation->kernel, invocation->thread, caller, grant);
    }
    return true;
}

void reply_destroy(struct kernel *kernel, struct object *object)
{
    struct reply *reply = (struct reply *)(void *)object;
    struct kernel_thread *thread = reply->thread;

    if (thread != NULL) {
        finish(kernel, reply);
        thread_suspend(kernel, thread);
    }
}

const char *check_reply(const struct object *object, struct check_sums *sums)
{
    const struct reply *reply = (const struct reply *)(const void *)object;

    (void)sums;
    if (reply->thread != NULL && reply->thread->schedule.reply != reply) {
        return "a reply object has a thread that does not know it";
    }
    if (reply->context != NULL && (reply->thread == NULL || reply->thread->state != THREAD_BLOCKED_REPLY)) {
        return "a scheduling context was lent for a reply that nobody waits for";
    }
    return NULL;
}
