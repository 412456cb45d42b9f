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
static void send_then_receive(struct kernel *kernel, struct kernel_thread *thread, abi_word destination,
                              enum abi_syscall second)
{
    abi_word source = thread->message.capability;

    entry_send(kernel, thread, destination, false, false);
    if (thread->state != THREAD_READY && thread->state != THREAD_PASSIVE) {
        return; /* it has suspended or deleted itself */
    }
    thread_queue_remove(thread);
    thread->state = THREAD_IN_KERNEL;
    thread->message.what = second;
    thread->message.capability = source;
    entry_receive(kernel, thread, true);
}

bool schedule_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = &thread->message;

    switch (message->what) {
    case ABI_SYS_WAIT:
        entry_receive(kernel, thread, true);
        return true;
    case ABI_SYS_NBWAIT:
        entry_receive(kernel, thread, false);
        return true;
    case ABI_SYS_NBSEND_RECV:
        send_then_receive(kernel, thread, message->destination, ABI_SYS_RECV);
        return true;
    case ABI_SYS_NBSEND_WAIT:
        send_then_receive(kernel, thread, message->destination, ABI_SYS_WAIT);
        return true;
    case ABI_SYS_REPLYRECV:
        send_then_receive(kernel, thread, message->reply, ABI_SYS_RECV);
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
    fault_begin(&thread->fault, ABI_FAULT_TIMEOUT, 2);
    thread->fault.words[0] = context->badge;
    thread->fault.words[1] = context->consumed;
    context->consumed = 0;
    context->used = 0;
    endpoint_send(kernel, thread, &thread->slots[THREAD_SLOT_TIMEOUT_HANDLER].capability, true, true);
    return false;
}

const struct capability *fault_handler(const struct kernel_thread *thread)
{
    return &thread->slots[THREAD_SLOT_FAULT_HANDLER].capability;
}

bool fault_repeats_call(abi_word fault)
{
    return fault == ABI_FAULT_CAP || fault == ABI_FAULT_TIMEOUT;
}
