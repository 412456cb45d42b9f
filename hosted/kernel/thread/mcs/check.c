/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check: scheduling contexts and reply objects.
 */
#include "kernel/thread/ipc.h"
#include "schedule_types.h"

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

const char *check_sched_context(const struct kernel *kernel, const struct object *object,
                                struct check_sums *sums)
{
    const struct sched_context *context = (const struct sched_context *)(const void *)object;
    const struct reply *above = NULL;

    (void)kernel;
    (void)sums;
    if (context->thread != NULL && context->thread->schedule.context != context) {
        return "a scheduling context has a thread that does not know it";
    }
    if (context->notification != NULL && context->notification->context != context) {
        return "a scheduling context has a notification that does not know it";
    }
    for (const struct reply *reply = context->stack; reply != NULL; reply = reply->below) {
        if (reply->context != context || reply->above != above) {
            return "a scheduling context's stack of replies is broken";
        }
        above = reply;
    }
    return NULL;
}

const char *check_reply(const struct kernel *kernel, const struct object *object, struct check_sums *sums)
{
    const struct reply *reply = (const struct reply *)(const void *)object;

    (void)kernel;
    (void)sums;
    if (reply->thread != NULL && reply->thread->schedule.reply != reply) {
        return "a reply object has a thread that does not know it";
    }
    if (reply->context != NULL && (reply->thread == NULL || reply->thread->state != THREAD_BLOCKED_REPLY)) {
        return "a scheduling context was lent for a reply that nobody waits for";
    }
    return NULL;
}
