/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads: queues, and how a thread stops and resumes.
 */
#include "kernel/thread/thread.h"

#include <string.h>

void thread_queue_insert(struct thread_queue *queue, struct kernel_thread *thread,
                         struct kernel_thread *before)
{
    struct kernel_thread *previous = before != NULL ? before->previous : queue->tail;

    thread->queue = queue;
    thread->next = before;
    thread->previous = previous;
    *(previous != NULL ? &previous->next : &queue->head) = thread;
    *(before != NULL ? &before->previous : &queue->tail) = thread;
}

void thread_queue_append(struct thread_queue *queue, struct kernel_thread *thread)
{
    thread_queue_insert(queue, thread, NULL);
}

void thread_queue_remove(struct kernel_thread *thread)
{
    struct thread_queue *queue = thread->queue;

    if (queue == NULL) {
        return;
    }
    if (thread->previous != NULL) {
        thread->previous->next = thread->next;
    } else {
        queue->head = thread->next;
    }
    if (thread->next != NULL) {
        thread->next->previous = thread->previous;
    } else {
        queue->tail = thread->previous;
    }
    thread->queue = NULL;
    thread->next = NULL;
    thread->previous = NULL;
}

/* Returns false if the thread waits for a scheduling context; then it will resume like this. */
static bool admit(struct kernel_thread *thread, enum thread_resume resume)
{
    bool admitted = schedule_admits(thread);

    if (!admitted) {
        thread_stop(thread, resume);
        thread->state = THREAD_PASSIVE;
    }
    return admitted;
}

void thread_make_ready(struct kernel *kernel, struct kernel_thread *thread)
{
    if (admit(thread, RESUME_READY)) {
        thread->state = THREAD_READY;
        order_ready(kernel, thread);
    }
}

static void write_answer(struct kernel_thread *thread, abi_word badge, abi_word info)
{
    thread->message.what = ABI_ANSWER_RETURN;
    thread->message.capability = badge;
    thread->message.info = info;
}

void thread_return(struct kernel *kernel, struct kernel_thread *thread, abi_word badge, abi_word info)
{
    write_answer(thread, badge, info);
    thread_make_ready(kernel, thread);
}

void thread_keep_registers(struct kernel_thread *thread)
{
    const struct thread_registers *before = &thread->earlier[thread->latest];
    abi_word length = ABI_INFO_LENGTH(thread->message.info);

    thread->latest = (uint8_t)((thread->latest + 1) % THREAD_EARLIER);
    struct thread_registers *last = &thread->earlier[thread->latest];
    last->info = thread->message.info;
    for (unsigned i = 0; i < ABI_FAST_REGISTERS; i++) {
        last->mr[i] = i < length ? thread->message.mr[i] : before->mr[i];
    }
}

static const struct thread_registers *choose_earlier(struct kernel *kernel,
                                                     const struct kernel_thread *thread)
{
    unsigned n = kernel->ops->choose != NULL ? kernel->ops->choose(kernel->machine, THREAD_EARLIER) : 0;

    return &thread->earlier[(thread->latest + THREAD_EARLIER - n) % THREAD_EARLIER];
}

void thread_return_badge(struct kernel *kernel, struct kernel_thread *thread, abi_word badge)
{
    const struct thread_registers *info = choose_earlier(kernel, thread);
    const struct thread_registers *message = choose_earlier(kernel, thread);

    reply_cancel(kernel, thread);
    memcpy(thread->message.mr, message->mr, sizeof(message->mr));
    thread_return(kernel, thread, badge, info->info);
    thread->message.what = ABI_ANSWER_BADGE;
}

void thread_cancel(struct kernel *kernel, struct kernel_thread *thread)
{
    thread_queue_remove(thread);
    reply_cancel(kernel, thread);
    thread->fault.label = ABI_FAULT_NULL;
}

void thread_restart(struct kernel *kernel, struct kernel_thread *thread)
{
    thread_cancel(kernel, thread);
    if (thread->resume == RESUME_NEVER) {
        thread->state = THREAD_INACTIVE;
    } else if (thread->context_is_new && thread->resume != RESUME_START) {
        thread_make_ready(kernel, thread); /* what it was doing is given up */
    } else if (admit(thread, RESUME_RESTART)) {
        thread->state = THREAD_RESTARTING;
        thread_queue_append(&kernel->restarting, thread);
    }
}

void thread_stop(struct kernel_thread *thread, enum thread_resume resume)
{
    thread->state = THREAD_INACTIVE;
    thread->is_stuck = false;
    if (thread->resume != RESUME_NEVER && (thread->resume != RESUME_START || resume != RESUME_RESTART)) {
        thread->resume = (uint8_t)resume;
    }
}

static void pause_running(struct kernel *kernel, struct kernel_thread *thread)
{
    switch (kernel->ops->thread_pause(kernel->machine, thread, true)) {
    case KERNEL_PAUSED_TELLING:
        registers_told(thread, thread->message.mr);
        write_answer(thread, 0, 0);
        thread_stop(thread, RESUME_READY);
        break;
    case KERNEL_PAUSED_REQUESTING:
        registers_entered(thread);
        break;
    default:
        break;
    }
}

void thread_suspend(struct kernel *kernel, struct kernel_thread *thread)
{
    switch (thread->state) {
    case THREAD_INACTIVE:
    case THREAD_PASSIVE:
        thread->state = THREAD_INACTIVE;
        break;
    case THREAD_RUNNING:
        thread_stop(thread, RESUME_USER);
        pause_running(kernel, thread);
        break;
    case THREAD_IN_KERNEL: /* it suspends itself: the call is complete, and returns when it is resumed */
        write_answer(thread, 0, ABI_INFO(ABI_NO_ERROR, 0, 0, 0));
        thread_stop(thread, RESUME_READY);
        break;
    case THREAD_READY:
        thread_queue_remove(thread);
        thread_stop(thread, RESUME_READY);
        break;
    default:
        thread_cancel(kernel, thread);
        thread_stop(thread, RESUME_RESTART);
        break;
    }
}

abi_word thread_begin(struct kernel *kernel, struct kernel_thread *thread)
{
    abi_word error;

    if (!thread->has_image && !admit(thread, RESUME_START)) {
        return ABI_NO_ERROR;
    }
    error = kernel->ops->thread_start(kernel->machine, thread);
    if (error == ABI_FAILED_LOOKUP && !thread->has_image) {
        fault_fetch(kernel, thread);
        return ABI_NO_ERROR;
    }
    if (error != ABI_NO_ERROR) {
        return error;
    }
    write_answer(thread, thread->has_image ? 0 : thread->buffer, 0);
    thread->message.what = ABI_ANSWER_START;
    thread->context_is_new = !thread->has_image;
    thread->resume = RESUME_READY;
    thread_make_ready(kernel, thread);
    return ABI_NO_ERROR;
}

static abi_word resume_inactive(struct kernel *kernel, struct kernel_thread *thread)
{
    switch (thread->resume) {
    case RESUME_START:
        return thread_begin(kernel, thread);
    case RESUME_USER:
        if (admit(thread, RESUME_USER)) {
            thread->state = THREAD_RUNNING;
            (void)kernel->ops->thread_pause(kernel->machine, thread, false);
        }
        return ABI_NO_ERROR;
    case RESUME_READY:
        thread_make_ready(kernel, thread);
        return ABI_NO_ERROR;
    case RESUME_RESTART:
        thread_restart(kernel, thread);
        return ABI_NO_ERROR;
    default:
        return ABI_ILLEGAL_OPERATION;
    }
}

abi_word thread_resume(struct kernel *kernel, struct kernel_thread *thread)
{
    if (thread->state == THREAD_INACTIVE) {
        abi_word error = resume_inactive(kernel, thread);
        order_resumed(kernel, thread);
        return error;
    }
    if (thread->state < THREAD_BLOCKED_SEND) {
        return ABI_NO_ERROR;
    }
    if (thread->resume == RESUME_NEVER) {
        return ABI_ILLEGAL_OPERATION;
    }
    thread_restart(kernel, thread); /* starts waiting again */
    return ABI_NO_ERROR;
}
