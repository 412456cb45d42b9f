/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system calls of a kernel with MCS, and what ends a budget.
 */
#include "kernel/core/entry.h"
#include "kernel/thread/ipc.h"

/* Sends without blocking, then receives. If the second half is cancelled, only that is repeated: otherwise
 * threads could resume each other for ever. */
static void send_then_receive(struct kernel *kernel, struct kernel_thread *thread)
{
    struct abi_message *message = &thread->message;
    abi_word what = message->what, source = message->capability;

    entry_send(kernel, thread, what == ABI_SYS_REPLYRECV ? message->reply : message->destination, false,
               false);
    if (thread->state != THREAD_READY && thread->state != THREAD_PASSIVE) {
        return; /* it has suspended or deleted itself */
    }
    thread_queue_remove(thread);
    thread->state = THREAD_IN_KERNEL;
    message->what = what == ABI_SYS_NBSEND_WAIT ? ABI_SYS_WAIT : ABI_SYS_RECV;
    message->capability = source;
    entry_receive(kernel, thread, true);
}

bool schedule_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    abi_word what = thread->message.what;

    switch (what) {
    case ABI_SYS_WAIT:
    case ABI_SYS_NBWAIT:
        entry_receive(kernel, thread, what == ABI_SYS_WAIT);
        return true;
    case ABI_SYS_NBSEND_RECV:
    case ABI_SYS_NBSEND_WAIT:
    case ABI_SYS_REPLYRECV:
        send_then_receive(kernel, thread);
        return true;
    default:
        return false;
    }
}

/* A budget ends after as many system calls, or before that, but for the first, if the machine chooses so, and
 * only for a thread that has somebody to tell. Round-robin threads, whose period is their budget, go on. */
static bool ends(struct kernel *kernel, const struct kernel_thread *thread)
{
    struct sched_context *context = thread->schedule.context;

    if (context->budget >= context->period ||
        !fault_can_call(&thread->slots[THREAD_SLOT_TIMEOUT_HANDLER].capability)) {
        return false;
    }
    context->used++;
    return context->used > context->budget ||
           (context->used > 1 && kernel->ops->choose != NULL && kernel->ops->choose(kernel->machine, 2) == 1);
}

bool schedule_enter(struct kernel *kernel, struct kernel_thread *thread)
{
    struct sched_context *context = thread->schedule.context;

    context->consumed++;
    if (!ends(kernel, thread)) {
        return true;
    }
    abi_word *words = fault_begin(thread, ABI_FAULT_TIMEOUT, 2);
    words[0] = context->badge;
    words[1] = context->consumed;
    context->consumed = 0;
    context->used = 0;
    endpoint_send(kernel, thread, &thread->slots[THREAD_SLOT_TIMEOUT_HANDLER].capability, true, true);
    return false;
}

const struct capability *fault_handler(const struct kernel_thread *thread)
{
    return &thread->slots[THREAD_SLOT_FAULT_HANDLER].capability;
}
